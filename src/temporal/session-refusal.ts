import { ApplicationFailure } from '@temporalio/common';
import type { Busy, SessionStarted } from '../contracts/sessions.ts';
import { sessionBusy, sessionNotActive } from '../contracts/workspace-sync.ts';
import { sessionId, type SessionId } from '../domain/ids.ts';
import { isSyncErrorCode, SyncError } from '../domain/sync-error.ts';

/** Another session of the connection is active, and a second one was not to be queued. */
export class SessionBusy extends SyncError {
  readonly sessionId: SessionId;

  constructor(active: SessionId) {
    super('session_busy', 'Another sync of this workspace and provider is running.');
    this.sessionId = active;
  }
}

/** The session neither runs nor waits, so there is nothing to cancel. */
export class SessionNotActive extends SyncError {
  constructor() {
    super('session_not_active', 'This session neither runs nor waits.');
  }
}

/** For callers to whom an active session is an error: throws `SessionBusy`. */
export function throwIfBusy(answer: SessionStarted | Busy): SessionStarted {
  if ('busy' in answer) throw new SessionBusy(answer.busy);
  return answer;
}

function failureOf(error: unknown): ApplicationFailure | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ApplicationFailure) return cause;
  }
  return undefined;
}

/** The type that the server gives an update which its workflow accepted and then ended without answering. */
export const endedBeforeAnswer = (error: unknown): boolean =>
  failureOf(error)?.type === 'AcceptedUpdateCompletedWorkflow';

/** The workflow's answer to a start: the session that holds the lock. Undefined for any other error. */
export function busyFrom(error: unknown): Busy | undefined {
  const failure = failureOf(error);
  if (failure?.type !== sessionBusy) return undefined;
  const detail: unknown = failure.details?.[0];
  const active =
    typeof detail === 'object' && detail !== null && 'sessionId' in detail ? detail.sessionId : '';
  return { busy: sessionId(String(active)) };
}

/** The workflow's answer to an update: why no session began, or none was cancelled. Undefined for any other error. */
export function refusalFrom(error: unknown): SessionNotActive | SyncError | undefined {
  const failure = failureOf(error);
  if (failure?.type === sessionNotActive) return new SessionNotActive();
  if (typeof failure?.type !== 'string' || !isSyncErrorCode(failure.type)) return undefined;
  return new SyncError(failure.type, failure.message, { cause: error });
}
