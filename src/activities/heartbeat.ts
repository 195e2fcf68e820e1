import { Context } from '@temporalio/activity';

/** A fifth of the heartbeat timeout; the SDK passes on one in 8 s. */
const everyMs = 2_000;

const latest = new WeakMap<Context, unknown>();

/** Says how far the running activity is: at once, and with each heartbeat until something newer is said. */
export function heartbeat(details: unknown): void {
  const context = Context.current();
  latest.set(context, details);
  context.heartbeat(details);
}

/**
 * Runs an activity's work with heartbeats by the clock. They say that the worker lives, and a worker lives while a slow
 * provider is waited for, or the account's pace: an answer may take 30 s, and an attempt that is taken for dead goes on
 * beside its successor, so that the account is asked twice.
 */
export async function withHeartbeats<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(latest.get(context)), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
