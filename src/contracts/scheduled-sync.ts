import { connectionKey, parseConnectionKey, type Connection } from '../domain/connection.ts';
import type { SessionId } from '../domain/ids.ts';
import type { SyncErrorCode } from '../domain/sync-error.ts';

/** The name under which workers register the workflow (its exported function's name). */
export const scheduledSyncType = 'scheduledSync';

const prefix = 'scheduled-sync:';

/** The schedule's id, one a connection; its runs have the same with the time of their start appended. */
export const scheduledSyncId = (connection: Connection): string => `${prefix}${connectionKey(connection)}`;

/** Undefined for another kind of id. */
export const connectionOfScheduledSyncId = (id: string): Connection | undefined =>
  id.startsWith(prefix) ? parseConnectionKey(id.slice(prefix.length)) : undefined;

export interface ScheduleActivities {
  /** Asks the workspace's workflow for a session, and notes in the database how that ended. */
  startScheduledSync(input: StartScheduledSync): Promise<ScheduledSyncResult>;
}

export interface StartScheduledSync extends Connection {
  /** Chosen by the workflow, so that trying again cannot start a second session. */
  readonly sessionId: SessionId;
}

export type ScheduledSyncResult =
  | { readonly outcome: 'started'; readonly sessionId: SessionId }
  | { readonly outcome: 'skipped'; readonly reason: 'session_busy'; readonly sessionId: SessionId }
  /**
   * `no_schedule`: Temporal had one that the database does not know; it is deleted. `entity_not_chosen`: the connection copies
   * none of the schedule's entities any more.
   */
  | {
      readonly outcome: 'skipped';
      readonly reason: 'provider_not_configured' | 'no_schedule' | 'entity_not_chosen';
    }
  | { readonly outcome: 'skipped'; readonly reason: 'quota_exceeded'; readonly message: string }
  | {
      readonly outcome: 'skipped';
      readonly reason: 'read_budget_used';
      /** Requests to the account in 30 days. */
      readonly used: number;
      readonly budget: number;
      /** How many the sync is taken to need. */
      readonly needed: number;
    }
  | { readonly outcome: 'failed'; readonly reason: SyncErrorCode; readonly message: string };
