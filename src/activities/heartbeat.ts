import { Context } from '@temporalio/activity';

/** A fifth of the heartbeat timeout; the SDK sends one in 8 s. */
const everyMs = 2_000;

const latest = new WeakMap<Context, unknown>();

/** Reports the running activity's progress, at once and with each heartbeat until the next report. */
export function heartbeat(details: unknown): void {
  const context = Context.current();
  latest.set(context, details);
  context.heartbeat(details);
}

/**
 * Runs an activity's work with heartbeats by the clock, so also while it waits for a slow provider, whose answer may take
 * 30 s, or for the account's pace. Without them Temporal would take the worker for dead and start another attempt, and both
 * would send requests to the account.
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
