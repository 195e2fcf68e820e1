import { and, eq, getTableName, isNull } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SyncStatus } from '../../domain/row-state.ts';
import type { Scope } from '../transaction/scope.ts';
import { storableText } from '../storable-text.ts';
import type { EntityTable } from './entity-tables.ts';
import { anyText } from './entity-rows.ts';

/** An object, and the version of its row that the writer has seen; without one the row changes whatever it is. */
export interface BulkObject {
  readonly externalId: string;
  readonly version?: number | undefined;
}

export interface BulkStatusChange {
  readonly provider: PaymentProvider;
  readonly status: SyncStatus;
  /** Any number; one that is named twice changes once. */
  readonly objects: readonly BulkObject[];
}

export interface BulkOutcome {
  readonly updated: number;
  /** Left alone: the row is another version by now, this one. */
  readonly conflicts: readonly { readonly externalId: string; readonly version: number }[];
  /** No row, or only a tombstone. */
  readonly missing: readonly string[];
}

/** The sync status of many objects in one statement; versions rise by one, as with a single change. */
export async function bulkUpdateSyncStatus(
  { orm, client, workspaceId }: Scope,
  table: EntityTable,
  { provider, status, objects }: BulkStatusChange,
): Promise<BulkOutcome> {
  if (objects.length === 0) return { updated: 0, conflicts: [], missing: [] };
  const externalIds = objects.map((object) => storableText(object.externalId));
  // The ids are named twice: a join alone may read the whole workspace to find a few of its rows.
  const { rows: updated } = await client.query<{ externalId: string }>(
    `update ${getTableName(table)} t set
       payment_sync_status = $3, payment_sync_version = t.payment_sync_version + 1, updated_at = now(),
       payment_synced_at = case when $3 = 'synced' then now() else t.payment_synced_at end
     from unnest($4::text[], $5::bigint[]) as o (external_id, version)
     where t.workspace_id = $1 and t.payment_provider = $2 and t.external_id = o.external_id
       and t.external_id = any($4::text[])
       and t.deleted_at is null and (o.version is null or t.payment_sync_version = o.version)
     returning t.external_id as "externalId"`,
    [workspaceId, provider, status, externalIds, objects.map(({ version }) => version ?? null)],
  );
  const done = new Set(updated.map((row) => row.externalId));
  const rest = [...new Set(externalIds)].filter((id) => !done.has(id));
  if (rest.length === 0) return { updated: done.size, conflicts: [], missing: [] };
  // A statement of its own, so that it sees changes that another writer made in between.
  const conflicts = await orm
    .select({ externalId: table.externalId, version: table.paymentSyncVersion })
    .from(table)
    .where(
      and(
        eq(table.workspaceId, workspaceId),
        eq(table.paymentProvider, provider),
        anyText(table.externalId, rest),
        isNull(table.deletedAt),
      ),
    );
  const found = new Set(conflicts.map((row) => row.externalId));
  return { updated: done.size, conflicts, missing: rest.filter((id) => !found.has(id)) };
}
