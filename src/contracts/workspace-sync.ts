import type { PaymentProvider } from '../domain/entity.ts';
import type { SessionId, WorkspaceId } from '../domain/ids.ts';

/** The name under which workers register the workflow (its exported function's name). */
export const workspaceSyncType = 'workspaceSync';

/** The id is the lock: one workflow a workspace and provider, whoever starts it. */
export const workspaceSyncId = (workspace: WorkspaceId, provider: PaymentProvider): string =>
  `workspace-sync:${workspace}:${provider}`;

/** Update: start a session, or refuse with `sessionBusy`. Argument `SessionRequest`, result `SessionStarted`. */
export const startSessionUpdate = 'startSession';
/** Update: cancel the running or queued session. Argument `CancelSession`, result none; refuses with `sessionNotActive`. */
export const cancelSessionUpdate = 'cancelSession';
/** Query: `SessionProgress`. */
export const progressQuery = 'progress';

export interface CancelSession {
  readonly sessionId: SessionId;
}

/** `ApplicationFailure.type` of a refused start; its first detail is `{ sessionId }` of the session that holds the lock. */
export const sessionBusy = 'SessionBusy';
/** `ApplicationFailure.type` of a refused cancel: that session neither runs nor waits here. */
export const sessionNotActive = 'SessionNotActive';

/** Custom search attributes (all Keyword), registered when a process starts. */
export const searchAttributes = {
  workspace: 'WorkspaceId',
  provider: 'PaymentProvider',
  sessionType: 'SessionType',
  session: 'SyncSessionId',
} as const;
