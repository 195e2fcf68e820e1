import { getTableName } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Scope } from '../transaction/scope.ts';
import { entityTables } from '../entities/entity-tables.ts';

/**
 * Dates a row that a fetch found unchanged. Without it an older event that is still to come would pass for a newer one, if
 * the object was changed and changed back. Called in the transaction of the statement that found it unchanged and locked
 * it. False if another event was written during the fetch: only another fetch can show whether that is newer.
 */
export async function confirmRead(
  { client, workspaceId }: Scope,
  provider: PaymentProvider,
  entityType: EntityType,
  externalId: string,
  snapshot: Snapshot,
): Promise<boolean> {
  const name = getTableName(entityTables[entityType]);
  const row = `workspace_id = $1 and payment_provider = $2 and external_id = $3`;
  const { rows } = await client.query<{ ordered: boolean }>({
    name: `${entityType}.confirmRead`,
    text: `
      with dated as (
        update ${name} set snapshot_from = $4, snapshot_to = $5, source_event_at = null
        where ${row} and snapshot_to <= $4
        returning 1
      )
      select exists (select from dated)
        or exists (select from ${name} where ${row} and source_event_at is null) as ordered`,
    values: [workspaceId, provider, externalId, new Date(snapshot.from), new Date(snapshot.to)],
  });
  return rows[0]!.ordered;
}
