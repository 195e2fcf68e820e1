import { connectionKey, type Connection } from '../domain/connection.ts';
import type { SessionId } from '../domain/ids.ts';
import type { Allowance } from '../domain/pace.ts';
import type { SessionProblem, SessionProgress, SessionRequest } from './sessions.ts';

/** The name under which workers register the workflow (its exported function's name). */
export const workspaceSyncType = 'workspaceSync';

/** Where drains are asked for: they have slots of their own, so that no webhook waits for a listing's. */
export const drainTaskQueue = (taskQueue: string): string => `${taskQueue}:drains`;

/** The id is the lock: one workflow a connection, whoever starts it. */
export const workspaceSyncId = (connection: Connection): string =>
  `workspace-sync:${connectionKey(connection)}`;

/** Update: start a session, or refuse with `sessionBusy`. Argument `SessionRequest`, result `SessionStarted`. */
export const startSessionUpdate = 'startSession';
/** Update: cancel the running or queued session. Argument `CancelSession`, result none; refuses with `sessionNotActive`. */
export const cancelSessionUpdate = 'cancelSession';
/** Signal: something is in the inbox. It carries nothing; the inbox is the data. */
export const wakeSignal = 'wake';
/** Signal: the session that waits for a place may have one now. It carries nothing; the session's row says it. */
export const admittedSignal = 'admitted';
/** Query: `SessionProgress`. */
export const progressQuery = 'progress';

export interface WorkspaceSyncInput extends Connection {
  /** What a run hands to the next: absent when an update or a signal starts the first one. */
  readonly carried?: CarriedSession;
  /** Something may be in the inbox that nobody has drained. */
  readonly awake?: boolean;
}

/** The workflow, as one run hands over to the next. */
export type WorkspaceSync = (input: WorkspaceSyncInput) => Promise<void>;

/** A session on its way from one run to the next. */
export interface CarriedSession {
  readonly request: SessionRequest;
  readonly queued: SessionRequest | null;
  /** Absent for a session that waited its turn and has not begun. */
  readonly begun?: {
    readonly progress: SessionProgress;
    readonly allowance: Allowance;
    readonly pace: Allowance;
    readonly stage: SessionStage;
    readonly problems: readonly SessionProblem[];
    readonly inDoubt: number;
  };
}

/** How far a session is, so that another run can go on: each stage's end is the next one's beginning. */
export type SessionStage = 'listing' | 'importing' | 'draining' | 'confirming';

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
