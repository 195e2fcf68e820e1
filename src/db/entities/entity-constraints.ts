import { sql } from 'drizzle-orm';
import type { ExtraConfigColumn } from 'drizzle-orm/pg-core';
import { check, index, primaryKey, unique } from 'drizzle-orm/pg-core';

interface EntityTable {
  workspaceId: ExtraConfigColumn;
  id: ExtraConfigColumn;
  paymentProvider: ExtraConfigColumn;
  externalId: ExtraConfigColumn;
  providerCreatedAt: ExtraConfigColumn;
  paymentSyncStatus: ExtraConfigColumn;
}

/** The keys, indexes and checks that every entity table has; each index names the queries that it serves. */
export const entityConstraints = (table: string, t: EntityTable) => [
  primaryKey({ columns: [t.workspaceId, t.id] }),
  // upsertNewer, GetXByExternalID(s), UpdateXPaymentSyncStatus, BulkUpdateXSyncStatus
  unique(`${table}_external_id`).on(t.workspaceId, t.paymentProvider, t.externalId),
  // ListX, GetXByPaymentProvider, GetXSyncedByProvider; what a listed page should hold but does not
  index(`${table}_by_provider_created`)
    .on(t.workspaceId, t.paymentProvider, t.providerCreatedAt.desc(), t.externalId.desc())
    .where(sql.raw('deleted_at is null')),
  // The same lists with their tombstones: only a deletion pays for it
  index(`${table}_deleted`)
    .on(t.workspaceId, t.paymentProvider, t.providerCreatedAt.desc(), t.externalId.desc())
    .where(sql.raw('deleted_at is not null')),
  // GetXByPaymentSyncStatus, GetXNeedingSync, GetXWithSyncConflicts, conflicts.list (deleted rows as well): a synced row,
  // as most are, pays nothing for it
  index(`${table}_unsynced`)
    .on(
      t.workspaceId,
      t.paymentProvider,
      t.paymentSyncStatus,
      t.providerCreatedAt.desc(),
      t.externalId.desc(),
    )
    .where(sql.raw(`payment_sync_status <> 'synced'`)),
  check(
    `${table}_payment_sync_status`,
    sql.raw(`payment_sync_status in ('pending', 'synced', 'conflict', 'failed')`),
  ),
  check(`${table}_source`, sql.raw(`source in ('list', 'event', 'fetch', 'local')`)),
];
