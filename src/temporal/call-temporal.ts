import { promises as timers } from 'node:timers';
import { jittered } from '../domain/patience.ts';
import { SyncError } from '../domain/sync-error.ts';
import { grpcStatus, grpcStatusOf } from './grpc-status.ts';

/** Whoever opens gRPC calls with a deadline: the client or the connection. */
interface WithDeadline {
  withDeadline<T>(deadline: number, call: () => Promise<T>): Promise<T>;
}

export interface CallOptions {
  /** Milliseconds that one attempt may take. */
  readonly attemptMs: number;
  /** Milliseconds after which no further attempt is made. */
  readonly totalMs: number;
  /** Whether trying the same call again can help. */
  readonly again: (error: unknown) => boolean;
  /** Called when an attempt ran into its deadline; may throw a better reason to give up. */
  readonly onDeadline?: () => Promise<void>;
}

/** A server that is away fails at once, so waiting for it longer than a restart takes only keeps the caller hanging. */
const awayMs = 4_000;

const timedOut = new Set<number>([grpcStatus.deadlineExceeded, grpcStatus.cancelled]);
const passing = new Set<number>([grpcStatus.unavailable, grpcStatus.resourceExhausted, ...timedOut]);

/** Statuses after which any call may be repeated that is idempotent. */
export const isPassing = (error: unknown): boolean => passing.has(grpcStatusOf(error) ?? -1);

/**
 * One idempotent call to Temporal with a deadline for each attempt, repeated with backoff and jitter.
 * Throws what the last attempt threw.
 */
export async function callTemporal<T>(
  through: WithDeadline,
  { attemptMs, totalMs, again, onDeadline }: CallOptions,
  call: () => Promise<T>,
): Promise<T> {
  const started = Date.now();
  for (let attempt = 0; ; attempt++) {
    try {
      const deadline = Math.min(Date.now() + attemptMs, started + totalMs);
      return await through.withDeadline(deadline, call);
    } catch (error) {
      const status = grpcStatusOf(error) ?? -1;
      if (timedOut.has(status)) await onDeadline?.();
      const pause = jittered(Math.min(150 * 2 ** attempt, 1_500));
      const left = started + (status === grpcStatus.unavailable ? awayMs : totalMs) - Date.now();
      if (!again(error) || left <= pause) throw error;
      await timers.setTimeout(pause);
    }
  }
}

const statusNames = new Map<number, string>(
  Object.entries(grpcStatus).map(([name, status]) => [status, name]),
);

/** What Temporal's edge throws for all that is no answer of the workflow itself. */
export function asTemporalUnavailable(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  const status = grpcStatusOf(error);
  const refused = status !== undefined && !passing.has(status);
  const name = status === undefined ? undefined : (statusNames.get(status) ?? `status ${status}`);
  const message = refused
    ? `Temporal refused the request (${name}).`
    : 'Temporal cannot be reached, or did not answer in time.';
  return new SyncError('temporal_unavailable', message, { cause: error });
}
