import { getTableName } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Scope } from '../transaction/scope.ts';
import { entityTables } from '../entities/entity-tables.ts';

/**
 * Dates rows that a read found unchanged. Without it an older event that is still to come would pass for a newer one, if the
 * object was changed and changed back. Called in the transaction of the statement that found them unchanged and locked
 * them. Returns the ids of those of which another event was written during the read: only another one can show whether
 * that is newer.
 */
export async function confirmReads(
  { client, workspaceId }: Scope,
  provider: PaymentProvider,
  entityType: EntityType,
  externalIds: readonly string[],
  snapshot: Snapshot,
): Promise<string[]> {
  const name = getTableName(entityTables[entityType]);
  const rows = `workspace_id = $1 and payment_provider = $2 and external_id = any (array(select unnest($3::text[])))`;
  const found = await client.query<{ id: string }>({
    name: `${entityType}.confirmReads`,
    text: `
      with dated as (
        update ${name} set snapshot_from = $4, snapshot_to = $5, source_event_at = null
        where ${rows} and snapshot_to <= $4
        returning external_id
      )
      select external_id as id from ${name}
      where ${rows} and source_event_at is not null and external_id not in (select external_id from dated)`,
    values: [workspaceId, provider, externalIds, new Date(snapshot.from), new Date(snapshot.to)],
  });
  return found.rows.map(({ id }) => id);
}
