/** `workspace-payment-sync/db`: the query library for the platform's own programs (docs/library.md). */
import { openDatabase as open, type DatabaseOptions } from './db/database.ts';
import type { SystemScope } from './db/system.ts';
import type { WorkspaceScope } from './db/workspace.ts';
import type { EntityType } from './domain/entities/entities.ts';
import type { WorkspaceId } from './domain/ids.ts';

/** What can be asked of one workspace: docs/queries.md lists each query. The service's own modules are not among them. */
export type WorkspaceQueries = Pick<
  WorkspaceScope,
  EntityType | 'entities' | 'sessions' | 'journal' | 'paymentConfigs' | 'analytics'
>;

/** The one query over all workspaces. */
export type SystemQueries = Pick<SystemScope, 'workspacesByProvider'>;

/** A pool of connections to the service's database. Every failure is a `SyncError`. */
export interface QueryDatabase {
  /** Runs `work` in one transaction that can see and write the rows of this workspace only. */
  inWorkspace<T>(workspace: WorkspaceId, work: (ws: WorkspaceQueries) => Promise<T>): Promise<T>;
  asSystem<T>(
    reason: 'list workspaces of a provider',
    work: (system: SystemQueries) => Promise<T>,
  ): Promise<T>;
  /** Rejects if the database cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export const openDatabase: (options: DatabaseOptions) => QueryDatabase = open;

export { entityTypes } from './domain/entities/entities.ts';
export { entityId, sessionId, workspaceId } from './domain/ids.ts';
export { SyncError } from './domain/sync-error.ts';
export type { PaymentConfig } from './db/connections/payment-configs.ts';
export type { RowOf } from './db/entities/entity-rows.ts';
export type { WriteOutcome } from './db/entities/entity-write.ts';
export type { SyncEvent } from './db/sessions/journal.ts';
export type { SyncSession } from './db/sessions/sync-sessions.ts';
export type { PaymentProvider } from './domain/payment-provider.ts';
export type { SyncStatus } from './domain/row-state.ts';
export type { ConfigId, EntityId, SessionId } from './domain/ids.ts';
export type { SyncErrorCode } from './domain/sync-error.ts';
export type { DatabaseOptions, EntityType, WorkspaceId };
