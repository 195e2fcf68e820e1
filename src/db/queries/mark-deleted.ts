import { getTableName } from 'drizzle-orm';
import type { EntityType, PaymentProvider } from '../../domain/entity.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Scope } from '../scope.ts';
import { entityTables } from '../tables/entity-tables.ts';

export interface Deletion {
  readonly entityType: EntityType;
  readonly externalId: string;
  /** When the provider said that the object is gone. */
  readonly snapshot: Snapshot;
  readonly source: 'fetch' | 'event';
  readonly sessionId: SessionId | null;
}

/**
 * Soft-deletes an object that the provider says is gone, also one that was never seen: the row is a tombstone with the
 * deletion's snapshot, which nothing older can revive. No order is asked for: what a provider has deleted does not come
 * back. Leaves a sync event. False where the row was deleted already.
 */
export async function markDeleted(
  scope: Scope,
  provider: PaymentProvider,
  deletion: Deletion,
): Promise<boolean> {
  const { rowCount } = await scope.client.query({
    name: `${deletion.entityType}.markDeleted`,
    text: `
      with gone as (
        insert into ${getTableName(entityTables[deletion.entityType])} as t (workspace_id, payment_provider, external_id,
          deleted_at, payment_synced_at, payment_sync_status, source, source_session_id, snapshot_from, snapshot_to)
        values ($1, $2, $3, now(), now(), 'synced', $8, $6, $4, $5)
        on conflict (workspace_id, payment_provider, external_id) do update set
          deleted_at = now(), updated_at = now(), payment_synced_at = now(), payment_sync_status = 'synced',
          payment_sync_version = t.payment_sync_version + 1, source = $8, source_session_id = $6,
          snapshot_from = $4, snapshot_to = $5, source_event_at = null
        where t.deleted_at is null
        returning t.id
      )
      insert into payment_sync_events
        (workspace_id, session_id, provider_name, entity_type, entity_id, external_id, event_type)
      select $1, $6, $2, $7, id, $3, 'entity_deleted' from gone`,
    values: [
      scope.workspaceId,
      provider,
      deletion.externalId,
      new Date(deletion.snapshot.from),
      new Date(deletion.snapshot.to),
      deletion.sessionId,
      deletion.entityType,
      deletion.source,
    ],
  });
  return rowCount === 1;
}
