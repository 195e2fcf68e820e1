import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { SessionProblem } from '../contracts/sessions.ts';
import { isSyncErrorCode } from '../domain/sync-error.ts';

/** An activity's failure as a problem: the failure's type is one of the service's codes. */
export function failureOf(error: unknown): SessionProblem {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) {
    const { type, message } = cause;
    return { code: typeof type === 'string' && isSyncErrorCode(type) ? type : 'internal', message };
  }
  return { code: 'internal', message: 'Internal error. Report the session id.' };
}
