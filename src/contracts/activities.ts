import type { Connection } from '../domain/connection.ts';
import type { EntityType } from '../domain/entity.ts';
import type { SessionId } from '../domain/ids.ts';
import type { Allowance } from '../domain/pace.ts';
import type {
  EntityProgress,
  EventCounts,
  SessionProblem,
  SessionProgress,
  SessionRequest,
} from './sessions.ts';

/** What a worker does for a workflow. Inputs and results hold ids and counts, never a credential or a provider's object. */
export interface SyncActivities {
  /**
   * Writes the session's row (again, after a crash, without harm), and has it begin where there is a place for it. One
   * that waits for a place asks by this too. Fails with `provider_not_configured`.
   */
  openSession(input: OpenSession): Promise<OpenedSession>;
  /** Lists the account for some seconds, from where it was left. */
  pullListings(input: PullListings): Promise<PullOutcome>;
  /** Stores the provider's own events since a time in the inbox: what webhooks may have missed. */
  importEvents(input: ImportEvents): Promise<ImportOutcome>;
  /** Applies what the inbox holds, and what comes in meanwhile, for some seconds. */
  drainInbox(input: DrainInbox): Promise<DrainOutcome>;
  /** Fetches the objects of which a listing alone cannot be sure, for some seconds. */
  confirmObjects(input: ConfirmObjects): Promise<ConfirmOutcome>;
  /** Gives the session its final status, ends its claims, and has the next one begin that waits for a place. */
  closeSession(input: CloseSession): Promise<void>;
}

/** What has to be looked after over all workspaces. */
export interface SweepActivities {
  /** Fails the sessions whose workflow is gone (terminated, timed out), and gives free places away: resolves to how many failed. */
  failAbandonedSessions(): Promise<number>;
  /** Wakes the workflows of inboxes in which something waits and that nobody drains: resolves to how many. */
  wakeWaitingInboxes(): Promise<number>;
  /** Makes the inbox's coming days and deletes what is past its retention. */
  maintainInbox(): Promise<InboxMaintenance>;
}

export interface InboxMaintenance {
  /** Days (`YYYY-MM-DD`) that got a partition, and that were dropped. */
  readonly created: readonly string[];
  readonly dropped: readonly string[];
  /** Past their retention, but kept for events that are still to be applied. */
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
  /** `pending`: another session of the workspace is before it. `running`: its turn has come. */
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
   * Null if the session may begin when its turn comes. Otherwise all places are taken: the session waits for the
   * `admitted` signal, and polls after so many milliseconds in case the signal is lost.
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
  /** No page is asked for after so many milliseconds. */
  readonly sliceMs: number;
  /** As the session stands before this slice, to be saved with what the slice adds. */
  readonly progress: SessionProgress;
}

export interface PullOutcome {
  readonly entities: Partial<Record<EntityType, EntityProgress>>;
  readonly requests: number;
  readonly rateLimited: number;
  /** Pages written in this slice. */
  readonly pages: number;
  /** Objects of which the listings alone cannot be sure. */
  readonly inDoubt: number;
  /** Why the slice ended before its time; null where it did not. */
  readonly blocked: Blocked | null;
  readonly pace: Allowance;
}

export interface Blocked extends SessionProblem {
  readonly retryAfterMs?: number;
}

export interface ConfirmObjects {
  readonly session: SessionRef;
  readonly allowance: Allowance;
  readonly sliceMs: number;
}

export interface ConfirmOutcome {
  readonly confirmed: number;
  readonly deleted: number;
  readonly remaining: number;
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
}

export interface ImportOutcome {
  readonly events: number;
  /** Objects that have to be fetched, also those that an earlier session left so. */
  readonly inDoubt: number;
  /** Why the events cannot tell everything, so that only a full listing can. */
  readonly gap: string | null;
  /** Why events could not be read, for good. */
  readonly problem: SessionProblem | null;
  readonly requests: number;
  readonly rateLimited: number;
  readonly blocked: Blocked | null;
}

/** The session is the one that the rows are written for. */
export interface DrainInbox extends SessionRef {
  readonly allowance: Allowance;
  /** Takes no further batch after so many milliseconds. */
  readonly sliceMs: number;
  /** Stays for so many milliseconds after the last event, because more may come. */
  readonly lingerMs: number;
}

export interface DrainOutcome {
  /** Nothing was left, and the inbox was given up: the next event wakes somebody. */
  readonly drained: boolean;
  /** Events by what became of them. */
  readonly events: EventCounts;
  /** Objects that even a fetch could not place yet. */
  readonly inDoubt: number;
  readonly requests: number;
  readonly rateLimited: number;
  readonly blocked: Blocked | null;
}

export interface CloseSession {
  readonly session: SessionRef;
  readonly status: 'completed' | 'failed' | 'cancelled';
  /** Null for a session that never began. */
  readonly progress: SessionProgress | null;
  /** What went wrong, in words for a merchant; by entity where it is one entity's. */
  readonly problems: readonly (SessionProblem & { readonly entityType?: EntityType })[];
}
