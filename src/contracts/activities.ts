import type { Connection } from '../domain/connection.ts';
import type { EntityType } from '../domain/entities/entities.ts';
import type { SessionId } from '../domain/ids.ts';
import type { Allowance } from '../domain/pace.ts';
import type { SyncOutcome } from '../domain/session-state.ts';
import type {
  EntityProblem,
  EntityProgress,
  EventCounts,
  SessionProblem,
  SessionProgress,
  SessionRequest,
} from './sessions.ts';

/** A worker's activities. Inputs and results hold ids and counts, never credentials or objects. */
export interface SyncActivities {
  /**
   * Writes the session's row, and admits the session if an admission is free. Can be repeated after a crash; a session that
   * waits asks by it again. Fails with `provider_not_configured`.
   */
  openSession(input: OpenSession): Promise<OpenedSession>;
  /** Lists the account for some seconds, from its checkpoints. */
  pullListings(input: PullListings): Promise<PullOutcome>;
  /** Stores the provider's own events since a time in the inbox, since webhooks may have lost some. */
  importEvents(input: ImportEvents): Promise<ImportOutcome>;
  /** Applies the inbox's events, and those that arrive while it runs, for some seconds. */
  drainInbox(input: DrainInbox): Promise<DrainOutcome>;
  /** Rechecks objects for some seconds. */
  recheckObjects(input: RecheckObjects): Promise<RecheckOutcome>;
  /**
   * Gives the session its final status, ends its claims, and admits the next one that waits. Resolves to the status that it
   * ended with, which is an earlier one if it had ended: Temporal replays a run whose last task was lost, and what that had
   * cancelled then fails.
   */
  closeSession(input: CloseSession): Promise<SyncOutcome>;
}

/** The activities of the sweep, over all workspaces. */
export interface SweepActivities {
  /** Fails the sessions whose workflow is gone (terminated, timed out), and admits others. Resolves to how many failed. */
  failAbandonedSessions(): Promise<number>;
  /** Wakes the workflows of inboxes with waiting events and no drain. Resolves to how many. */
  wakeWaitingInboxes(): Promise<number>;
  /** Starts the workflows that finish the deletions of workspaces. Resolves to how many are due. */
  startDeletions(): Promise<number>;
  /** Hands out notifications that were left, and wakes receivers whose workflow was not told. Resolves to how many. */
  sendNotifications(): Promise<number>;
  /** Tells receivers of copies that have become too old. Resolves to how many. */
  tellLateness(): Promise<number>;
  /** Makes the inbox's next partitions and deletes rows past their retention. */
  maintainInbox(): Promise<InboxMaintenance>;
  /** Checks the webhook endpoints at the providers whose daily check is due. Resolves to how many. */
  checkWebhookEndpoints(): Promise<number>;
}

export interface InboxMaintenance {
  /** Days (`YYYY-MM-DD`) whose partitions were made, and dropped. */
  readonly created: readonly string[];
  readonly dropped: readonly string[];
  /** Days past their retention that are kept, because an event in them waits. */
  readonly stillWaiting: readonly string[];
  /** Events deleted one by one: webhooks that were in no day's partition, and those of sessions. */
  readonly webhooksDeleted: number;
  readonly syncEventsDeleted: number;
}

export interface SessionRef extends Connection {
  readonly sessionId: SessionId;
}

export interface OpenSession {
  readonly request: SessionRequest;
  /** `pending`: it is queued behind another session. `running`: it has the lock. */
  readonly status: 'pending' | 'running';
  readonly workflowId: string;
  readonly runId: string;
}

export interface OpenedSession {
  /** ISO 8601. */
  readonly createdAt: string;
  /** Requests a second that the account allows at best. */
  readonly allowance: Allowance;
  /**
   * Null if the session is admitted, or queued. Otherwise it waits for the `admitted` signal, and polls after this many
   * milliseconds in case the signal is lost.
   */
  readonly pollAfterMs: number | null;
}

export interface PullListings {
  readonly session: SessionRef;
  readonly runId: string;
  readonly entityTypes: readonly EntityType[];
  readonly batchSize: number;
  readonly maxConcurrentWorkers: number;
  /** Requests a second that the account allows us at present. */
  readonly allowance: Allowance;
  /** Requests no page after this many milliseconds. */
  readonly sliceMs: number;
  /** The session's progress before this slice, to which the slice adds. */
  readonly progress: SessionProgress;
}

export interface PullOutcome {
  readonly entities: Partial<Record<EntityType, EntityProgress>>;
  readonly requests: number;
  readonly rateLimited: number;
  /** Pages written in this slice. */
  readonly pages: number;
  /** Objects to be rechecked. */
  readonly rechecks: number;
  /** Why the slice ended early; null if it did not. */
  readonly blocked: Blocked | null;
  readonly pace: Allowance;
}

export interface Blocked extends SessionProblem {
  readonly retryAfterMs?: number;
}

export interface RecheckObjects {
  readonly session: SessionRef;
  /** Those that the session asked for, whose objects alone are rechecked; none: all. */
  readonly entityTypes: readonly EntityType[];
  /** Entities that the session found that it may not read. */
  readonly unreadable: readonly EntityType[];
  readonly allowance: Allowance;
  readonly sliceMs: number;
}

export interface RecheckOutcome {
  readonly rechecked: number;
  readonly deleted: number;
  readonly remaining: number;
  /** Objects whose fetches fail, each tried again rarely. Absent: none. */
  readonly failing?: readonly EntityProblem[];
  /** Entities that the key may not read. Absent: none. */
  readonly unreadable?: readonly EntityProblem[];
  readonly requests: number;
  readonly rateLimited: number;
  readonly blocked: Blocked | null;
}

export interface ImportEvents {
  readonly session: SessionRef;
  readonly entityTypes: readonly EntityType[];
  readonly allowance: Allowance;
  /** `listing`: since the session's listings began. `cursor`: since the last import. */
  readonly since: 'listing' | 'cursor';
  /** Those that this session has listed because they never were. Absent: it has not asked yet which these are. */
  readonly added?: readonly EntityType[];
}

export interface ImportOutcome {
  /** Events that were read; only those that are new to the inbox if it is blocked. */
  readonly events: number;
  /** Events a page, if larger pages do not come. */
  readonly pageSize?: number;
  /** Objects to be rechecked, also those of earlier sessions. */
  readonly rechecks: number;
  /** Why the events do not cover everything, so that a full listing is needed. */
  readonly gap: string | null;
  /** The only entities that the gap is about: of the others events say what changed. Absent: it is about all. */
  readonly unlisted?: readonly EntityType[];
  /** Why events could not be read, for good. */
  readonly problem: SessionProblem | null;
  readonly requests: number;
  readonly rateLimited: number;
  readonly blocked: Blocked | null;
}

/** The session is the one that the rows are written for. */
export interface DrainInbox extends SessionRef {
  readonly allowance: Allowance;
  /** Takes no further batch after this many milliseconds. */
  readonly sliceMs: number;
  /** Stays for this many milliseconds after the last event, because more may come. */
  readonly lingerMs: number;
}

export interface DrainOutcome {
  /** No event was left, and the lease was given up: the next event sends a wake-up. */
  readonly drained: boolean;
  /** Events by their outcome. */
  readonly events: EventCounts;
  /** Objects to be rechecked, because even a fetch did not settle them. */
  readonly rechecks: number;
  readonly requests: number;
  readonly rateLimited: number;
  /** The pace that the account bore. Absent: as before. */
  readonly pace?: Allowance;
  readonly blocked: Blocked | null;
}

export interface CloseSession {
  readonly session: SessionRef;
  readonly status: SyncOutcome;
  /** Null for a session that never began. */
  readonly progress: SessionProgress | null;
  /** Problems in words for a merchant, each with its entity if it concerns one. */
  readonly problems: readonly (SessionProblem | EntityProblem)[];
}
