import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { SyncError } from '../domain/sync-error.ts';

/**
 * The service's error at Temporal's edge: its code as the failure's type, and whether Temporal may try again. The cause
 * stays behind, because it may hold data and histories are kept.
 */
export function asActivityFailure(error: unknown): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  const known =
    error instanceof SyncError
      ? error
      : new SyncError('internal', 'Something unforeseen went wrong.', { cause: error });
  return ApplicationFailure.create({
    type: known.code,
    message: known.message,
    nonRetryable: !known.retryable,
    ...(known.retryAfterMs !== undefined && { nextRetryDelay: known.retryAfterMs }),
  });
}
