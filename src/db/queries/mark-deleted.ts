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
  readonly sessionId: SessionId | null;
}

/**
 * Soft-deletes an object that the provider says is gone: the row stays as a tombstone with the deletion's snapshot, which
 * nothing older can revive. No order is asked for: what a provider has deleted does not come back. Leaves a sync event.
 * False where there is no live row.
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
        update ${getTableName(entityTables[deletion.entityType])} t set
          deleted_at = now(), updated_at = now(), payment_synced_at = now(), payment_sync_status = 'synced',
          payment_sync_version = t.payment_sync_version + 1, source = 'fetch', source_session_id = $6,
          snapshot_from = $4, snapshot_to = $5
        where workspace_id = $1 and payment_provider = $2 and external_id = $3 and deleted_at is null
        returning t.workspace_id, t.id, t.external_id
      )
      insert into payment_sync_events
        (workspace_id, session_id, provider_name, entity_type, entity_id, external_id, event_type)
      select workspace_id, $6, $2, $7, id, external_id, 'entity_deleted' from gone`,
    values: [
      scope.workspaceId,
      provider,
      deletion.externalId,
      new Date(deletion.snapshot.from),
      new Date(deletion.snapshot.to),
      deletion.sessionId,
      deletion.entityType,
    ],
  });
  return rowCount === 1;
}
