import type { Blocked } from '../contracts/activities.ts';
import type { SessionProblem } from '../contracts/sessions.ts';
import type { SyncError } from '../domain/sync-error.ts';

export const problemOf = ({ code, message }: SyncError): SessionProblem => ({ code, message });

/** A failure that waiting can help: given back to the workflow, which can wait without holding a slot. Others are thrown. */
export function blockedBy(error: SyncError): Blocked {
  if (!error.retryable || !error.code.startsWith('provider_')) throw error;
  const { retryAfterMs } = error;
  return { ...problemOf(error), ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
