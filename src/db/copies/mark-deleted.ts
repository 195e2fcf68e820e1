import { getTableName } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Scope } from '../transaction/scope.ts';
import { entityTables } from '../entities/entity-tables.ts';
import { localRow } from './local-versions.ts';

export interface Deletion {
  readonly entityType: EntityType;
  readonly externalId: string;
  /** When the provider said that the object is gone. */
  readonly snapshot: Snapshot;
  readonly source: 'fetch' | 'event';
  readonly sessionId: SessionId | null;
  /** The object's last version, if the provider told it: a newer one of the row's is not deleted. */
  readonly version?: number | null | undefined;
}

/**
 * Soft-deletes an object that the provider says is gone, also one that was never seen: the row is a tombstone with the
 * deletion's snapshot, which nothing older can revive. Only versions are compared: without one, an id that a provider has
 * deleted does not come back. A local change of a deleted object is lost under any policy. Adds a sync event, and another
 * if there was such a change. False if the row was deleted already; a row that only the platform had deleted counts as
 * deleted now.
 */
export async function markDeleted(
  scope: Scope,
  provider: PaymentProvider,
  deletion: Deletion,
): Promise<boolean> {
  const name = getTableName(entityTables[deletion.entityType]);
  const { rowCount } = await scope.client.query({
    name: `${deletion.entityType}.markDeleted`,
    text: `
      with before as materialized (
        select ${localRow('t')} as local
        from ${name} t where t.workspace_id = $1 and t.payment_provider = $2 and t.external_id = $3
        for update
      ), gone as (
        insert into ${name} as t (workspace_id, payment_provider, external_id,
          deleted_at, payment_synced_at, payment_sync_status, source, source_session_id, snapshot_from, snapshot_to, provider_version)
        select $1, $2, $3, now(), now(), 'synced', $8, $6, $4, $5, $9::bigint from (select) one left join before on true
        on conflict (workspace_id, payment_provider, external_id) do update set
          deleted_at = now(), updated_at = now(), payment_synced_at = now(), payment_sync_status = 'synced',
          payment_sync_version = t.payment_sync_version + 1, source = $8, source_session_id = $6,
          snapshot_from = $4, snapshot_to = $5, source_event_at = null, provider_version = $9
        where (t.deleted_at is null or t.source = 'local') and ($9 < t.provider_version) is not true
        returning t.id
      ), contested as (
        insert into payment_sync_events (workspace_id, session_id, provider_name, entity_type, entity_id, external_id,
          event_type, event_message, event_details)
        select $1, $6, $2, $7, id, $3, 'entity_conflict', 'Changed here, but deleted at the provider: it is gone.',
          '{"kept": "provider", "columns": ["deleted_at"]}'
        from gone where exists (select from before where (local).id is not null and (local).deleted_at is null)
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
      deletion.version ?? null,
    ],
  });
  return rowCount === 1;
}
