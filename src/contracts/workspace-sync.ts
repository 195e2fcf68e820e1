import { connectionKey, type Connection } from '../domain/connection.ts';
import type { EntityType } from '../domain/entities/entities.ts';
import type { SessionId } from '../domain/ids.ts';
import type { Allowance } from '../domain/pace.ts';
import type { EntityProblem, SessionProblem, SessionProgress, SessionRequest } from './sessions.ts';

/** The name under which workers register the workflow (its exported function's name). */
export const workspaceSyncType = 'workspaceSync';

/** The task queue of drains: they have slots of their own, so that no webhook waits for a listing's. */
export const drainTaskQueue = (taskQueue: string): string => `${taskQueue}:drains`;

/** The id is the lock: one workflow a connection. */
export const workspaceSyncId = (connection: Connection): string =>
  `workspace-sync:${connectionKey(connection)}`;

/** Update: start a session, or refuse with `sessionBusy`. Argument `SessionRequest`, result `SessionStarted`. */
export const startSessionUpdate = 'startSession';
/** Update: cancel the running or queued session. Argument `CancelSession`, result none; refuses with `sessionNotActive`. */
export const cancelSessionUpdate = 'cancelSession';
/** Signal: the inbox has an event. It has no content; the inbox is the data. */
export const wakeSignal = 'wake';
/** Signal: the waiting session may be admitted now. It has no content; the session's row says it. */
export const admittedSignal = 'admitted';
/** Query: `SessionProgress`. */
export const progressQuery = 'progress';

export interface WorkspaceSyncInput extends Connection {
  /** An earlier run's state; absent if an update or a signal starts the first run. */
  readonly carried?: CarriedSession;
  /** The inbox may have an event that was not drained. */
  readonly awake?: boolean;
}

/** The workflow, as one run hands over to the next. */
export type WorkspaceSync = (input: WorkspaceSyncInput) => Promise<void>;

/** A session that one run hands over to the next. */
export interface CarriedSession {
  readonly request: SessionRequest;
  readonly queued: SessionRequest | null;
  /** Absent for a queued session that has not begun. */
  readonly begun?: {
    readonly progress: SessionProgress;
    readonly allowance: Allowance;
    readonly pace: Allowance;
    readonly stage: SessionStage;
    /** Entities that an incremental session lists, while it follows the events of the others. */
    readonly added?: readonly EntityType[];
    readonly problems: readonly (SessionProblem | EntityProblem)[];
    readonly rechecks: number;
  };
}

/** A session's stage, with which another run can go on. */
export type SessionStage = 'listing' | 'importing' | 'draining' | 'rechecking';

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
