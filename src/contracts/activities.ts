import type { EntityType, PaymentProvider } from '../domain/entity.ts';
import type { SessionId, WorkspaceId } from '../domain/ids.ts';
import type { EntityProgress, SessionProblem, SessionProgress, SessionRequest } from './sessions.ts';

/** What a worker does for a workflow. Inputs and results hold ids and counts, never a credential or a provider's object. */
export interface SyncActivities {
  /** Writes the session's row (again, after a crash, without harm). Fails with `provider_not_configured`. */
  openSession(input: OpenSession): Promise<OpenedSession>;
  /** Lists the account for some seconds, from where it was left. */
  pullListings(input: PullListings): Promise<PullOutcome>;
  /** Fetches the objects of which a listing alone cannot be sure, for some seconds. */
  confirmObjects(input: ConfirmObjects): Promise<ConfirmOutcome>;
  /** Gives the session its final status and ends its claims. */
  closeSession(input: CloseSession): Promise<void>;
}

/** What has to be looked after over all workspaces. */
export interface SweepActivities {
  /** Fails the sessions whose workflow is gone (terminated, timed out): resolves to how many. */
  failAbandonedSessions(): Promise<number>;
}

export interface SessionRef {
  readonly workspaceId: WorkspaceId;
  readonly provider: PaymentProvider;
  readonly sessionId: SessionId;
}

export interface OpenSession {
  readonly request: SessionRequest;
  readonly status: 'pending' | 'running';
  readonly workflowId: string;
  readonly runId: string;
}

export interface OpenedSession {
  /** ISO 8601. */
  readonly createdAt: string;
  /** Requests a second that the account allows at best. */
  readonly allowance: PaceReport;
}

export interface PullListings {
  readonly session: SessionRef;
  readonly runId: string;
  readonly entityTypes: readonly EntityType[];
  readonly batchSize: number;
  readonly maxConcurrentWorkers: number;
  /** Requests a second that the account allows us at present. */
  readonly allowance: PaceReport;
  /** No page is asked for after so many milliseconds. */
  readonly sliceMs: number;
  /** As the session stands before this slice, to be saved with what the slice adds. */
  readonly progress: SessionProgress;
}

/** Requests a second: in all, and to one endpoint. */
export interface PaceReport {
  readonly total: number;
  readonly endpoint: number;
}

export interface PullOutcome {
  readonly entities: Partial<Record<EntityType, EntityProgress>>;
  readonly requests: number;
  readonly rateLimited: number;
  /** Pages written in this slice. */
  readonly pages: number;
  /** Why the slice ended before its time; null where it did not. */
  readonly blocked: Blocked | null;
  readonly pace: PaceReport;
}

export interface Blocked extends SessionProblem {
  readonly retryAfterMs?: number;
}

export interface ConfirmObjects {
  readonly session: SessionRef;
  readonly entityTypes: readonly EntityType[];
  readonly allowance: PaceReport;
  readonly sliceMs: number;
  /** Read what has changed since the listings began: once a session. */
  readonly readChanges: boolean;
}

export interface ConfirmOutcome {
  readonly changesRead: boolean;
  /** Why changes could not be read, for good. */
  readonly changesProblem: SessionProblem | null;
  readonly confirmed: number;
  readonly deleted: number;
  readonly remaining: number;
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
