import { promises as timers } from 'node:timers';
import { isGrpcServiceError } from '@temporalio/client';
import { jittered } from '../domain/patience.ts';
import { SyncError } from '../domain/sync-error.ts';

/** The gRPC status codes that decide something here (https://grpc.github.io/grpc/core/md_doc_statuscodes.html). */
export const grpcStatus = {
  /** A deadline that the server noticed before the client did: nothing here cancels a call. */
  cancelled: 1,
  unknown: 2,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** The status of the gRPC call behind an error of the client, which wraps it in errors of its own. */
export function grpcStatusOf(error: unknown): number | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isGrpcServiceError(cause)) return cause.code;
  }
  return undefined;
}

/** The client or the connection: both set deadlines of gRPC calls. */
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

/** A server that is down fails at once: waiting longer than a restart takes only keeps the caller waiting. */
const restartMs = 4_000;

const timedOut = new Set<number>([grpcStatus.deadlineExceeded, grpcStatus.cancelled]);
const transient = new Set<number>([grpcStatus.unavailable, grpcStatus.resourceExhausted, ...timedOut]);

/** Statuses after which an idempotent call may be repeated. */
export const isTransient = (error: unknown): boolean => transient.has(grpcStatusOf(error) ?? -1);

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
      const left = started + (status === grpcStatus.unavailable ? restartMs : totalMs) - Date.now();
      if (!again(error) || left <= pause) throw error;
      await timers.setTimeout(pause);
    }
  }
}

const statusNames = new Map<number, string>(
  Object.entries(grpcStatus).map(([name, status]) => [status, name]),
);

/** Any error that is not the workflow's own answer, as the service's error. */
export function asTemporalUnavailable(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  const status = grpcStatusOf(error);
  const isRefused = status !== undefined && !transient.has(status);
  const name = status === undefined ? undefined : (statusNames.get(status) ?? `status ${status}`);
  const message = isRefused
    ? `Temporal refused the request (${name}).`
    : 'Temporal cannot be reached, or did not answer in time.';
  return new SyncError('temporal_unavailable', message, { cause: error });
}
