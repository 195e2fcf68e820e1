import { ApplicationFailure } from '@temporalio/common';
import { sessionBusy, sessionNotActive } from '../contracts/workspace-sync.ts';
import { sessionId, type SessionId } from '../domain/ids.ts';
import { isSyncErrorCode, SyncError } from '../domain/sync-error.ts';

/** Another session of that workspace and provider is active, and a second one was not to wait. */
export class SessionBusy extends Error {
  override readonly name = 'SessionBusy';
  readonly sessionId: SessionId;

  constructor(active: SessionId) {
    super('Another sync of this workspace and provider is running.');
    this.sessionId = active;
  }
}

/** The session neither runs nor waits its turn, so there is nothing to cancel. */
export class SessionNotActive extends Error {
  override readonly name = 'SessionNotActive';

  constructor() {
    super('This session neither runs nor waits.');
  }
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

/** The workflow's own answer to an update: who holds the lock, or why no session began. Undefined for other errors. */
export function sessionRefusal(error: unknown): SessionBusy | SessionNotActive | SyncError | undefined {
  const failure = failureOf(error);
  if (typeof failure?.type === 'string' && isSyncErrorCode(failure.type)) {
    return new SyncError(failure.type, failure.message, { cause: error });
  }
  if (failure?.type === sessionNotActive) return new SessionNotActive();
  if (failure?.type !== sessionBusy) return undefined;
  const detail: unknown = failure.details?.[0];
  const active =
    typeof detail === 'object' && detail !== null && 'sessionId' in detail ? detail.sessionId : '';
  return new SessionBusy(sessionId(String(active)));
}
