import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Blocked } from '../contracts/activities.ts';
import type { SessionProblem } from '../contracts/sessions.ts';
import { SyncError } from '../domain/sync-error.ts';

export const problemOf = ({ code, message }: SyncError): SessionProblem => ({ code, message });

/** For the workflow, which can wait for the provider without holding a slot. Throws the error if waiting cannot help. */
export function blockedBy(error: SyncError): Blocked {
  if (!error.retryable || !error.code.startsWith('provider_')) throw error;
  const { retryAfterMs } = error;
  return { ...problemOf(error), ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/**
 * The error for Temporal: the code is the failure's type and says whether Temporal may try again. It does not contain the
 * cause, which may hold data: histories are kept.
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
