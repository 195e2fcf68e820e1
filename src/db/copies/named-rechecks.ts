import { getTableName } from 'drizzle-orm';
import { entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { whyNoId } from '../../domain/storable-object.ts';
import { entityTables } from '../entities/entity-tables.ts';
import type { Scope } from '../transaction/scope.ts';

/** Whether the object of `n` has a row, a tombstone included. */
const hasRow = `case n.entity_type
  ${entityTypes
    .map(
      (type) => `when '${type}' then exists (select from ${getTableName(entityTables[type])} t
    where t.workspace_id = $1 and t.payment_provider = $2 and t.external_id = n.external_id)`,
    )
    .join('\n  ')}
  else true end`;

/** The part of `sync_rechecks` that is about objects which others name and which may be in no list. */
export const namedRechecks = ({ client, workspaceId }: Scope) => ({
  /** Requests fetches of those that have no row. */
  async addNamed(
    provider: PaymentProvider,
    named: ReadonlyMap<EntityType, ReadonlySet<string>>,
  ): Promise<void> {
    const objects = [...named].flatMap(([entityType, ids]) =>
      [...ids].filter((id) => whyNoId(id) === null).map((id) => [entityType, id] as const),
    );
    if (objects.length === 0) return;
    await client.query({
      name: 'rechecks.addNamed',
      text: `
        insert into sync_rechecks (workspace_id, payment_provider, entity_type, external_id, reason)
        select $1, $2, n.entity_type, n.external_id, 'named'
        from unnest($3::text[], $4::text[]) as n (entity_type, external_id)
        where not ${hasRow}
        order by n.entity_type, n.external_id
        on conflict do nothing`,
      values: [workspaceId, provider, objects.map(([type]) => type), objects.map(([, id]) => id)],
    });
  },

  /** Takes back the requests for those that have come in another way since, as most do with their own listing. */
  async settleNamed(provider: PaymentProvider): Promise<void> {
    await client.query({
      name: 'rechecks.settleNamed',
      text: `
        delete from sync_rechecks n
        where n.workspace_id = $1 and n.payment_provider = $2 and n.reason = 'named' and n.due_at <= now()
          and n.attempts = 0 and n.unlisted_at is null and ${hasRow}`,
      values: [workspaceId, provider],
    });
  },
});
