import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Blocked } from '../contracts/activities.ts';
import type { SessionProblem } from '../contracts/sessions.ts';
import { SyncError } from '../domain/sync-error.ts';

export const problemOf = ({ code, message }: SyncError): SessionProblem => ({ code, message });

/** A failure that waiting can help: given back to the workflow, which can wait without holding a slot. Others are thrown. */
export function blockedBy(error: SyncError): Blocked {
  if (!error.retryable || !error.code.startsWith('provider_')) throw error;
  const { retryAfterMs } = error;
  return { ...problemOf(error), ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/**
 * The service's error at Temporal's edge: its code as the failure's type, and whether Temporal may try again. The cause
 * stays behind, because it may hold data and histories are kept.
 */
export function asActivityFailure(error: unknown): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  const known =
    error instanceof SyncError ? error : new SyncError('internal', 'Internal error.', { cause: error });
  return ApplicationFailure.create({
    type: known.code,
    message: known.message,
    nonRetryable: !known.retryable,
    ...(known.retryAfterMs !== undefined && { nextRetryDelay: known.retryAfterMs }),
  });
}
