import type { Connection } from '../domain/connection.ts';
import type { EntityType } from '../domain/entities/entities.ts';
import type { SessionId } from '../domain/ids.ts';
import type { SessionStatus, SessionType } from '../domain/session-state.ts';
import type { SyncErrorCode } from '../domain/sync-error.ts';

/** What is asked for when a session is started. Travels through Temporal: no credential, no provider object. */
export interface SessionRequest extends Connection {
  readonly sessionId: SessionId;
  readonly sessionType: SessionType;
  /** None for a session that only applies webhooks: it lists nothing, and takes events about all that the provider has. */
  readonly entityTypes: readonly EntityType[];
  /** Objects a page, 1–100. */
  readonly batchSize: number;
  /** Requests in flight at once for each entity. */
  readonly maxConcurrentWorkers: number;
  /** What to do while another session runs: refuse at once, or queue one session behind it. */
  readonly whenBusy: 'refuse' | 'queue';
}

export interface SessionStarted {
  readonly sessionId: SessionId;
  readonly status: Extract<SessionStatus, 'pending' | 'running'>;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly workflowId: string;
  readonly runId: string;
}

/** Another session of the connection is active, and a second one was not to be queued. */
export interface Busy {
  readonly busy: SessionId;
}

export interface EntityProgress {
  readonly state: 'waiting' | 'listing' | 'complete' | 'failed';
  readonly pages: number;
  /** Objects the provider listed. */
  readonly listed: number;
  /** Rows that were new or had changed. */
  readonly written: number;
  /** Requests that its pages took, if a page takes several: one for each object that the entity is below of. */
  readonly requests?: number;
  /** Objects a page, if pages of as many as were asked for do not come. */
  readonly pageSize?: number;
  readonly error?: SessionProblem;
}

/** Webhook events, and those read from the provider's list, by what became of them. */
export interface EventCounts {
  readonly applied: number;
  readonly stale: number;
  readonly ignored: number;
  readonly quarantined: number;
}

export interface SessionProblem {
  readonly code: SyncErrorCode;
  readonly message: string;
}

/** What went wrong with an entity, or with objects of it. */
export interface EntityProblem extends SessionProblem {
  readonly entityType: EntityType;
}

/** Why nothing moves at the moment. */
export interface SessionWaiting {
  readonly reason: string;
  /** ISO 8601. */
  readonly since: string;
  /** When the session gives up, ISO 8601. */
  readonly until: string;
}

export interface SessionProgress {
  readonly sessionId: SessionId;
  readonly status: SessionStatus;
  readonly phase: 'waiting_for_admission' | 'opening' | 'listing' | 'catching_up' | 'rechecking' | 'closing';
  /** What a person should know about how the session went on, such as why it listed everything after all. */
  readonly notes: readonly string[];
  readonly entities: Partial<Record<EntityType, EntityProgress>>;
  readonly requests: number;
  readonly rateLimited: number;
  readonly deleted: number;
  readonly events: EventCounts;
  readonly waiting: SessionWaiting | null;
  /** The session that waits its turn behind this one. */
  readonly queued: SessionId | null;
}
