import { getTableName } from 'drizzle-orm';
import { entityTypes, type EntityType } from '../../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../../domain/payment-provider.ts';
import { whyNoId } from '../../../domain/storable-object.ts';
import { entityTables } from '../../entities/entity-tables.ts';
import type { Scope } from '../../transaction/scope.ts';

/** Whether the object of `n` has a row, a tombstone included. */
const hasRow = `case n.entity_type
  ${entityTypes
    .map(
      (type) => `when '${type}' then exists (select from ${getTableName(entityTables[type])} t
    where t.workspace_id = $1 and t.payment_provider = $2 and t.external_id = n.external_id)`,
    )
    .join('\n  ')}
  else true end`;

/** Ids by entity. */
export type NamedObjects = ReadonlyMap<EntityType, ReadonlySet<string>>;

const toRecheck = `
  insert into sync_rechecks (workspace_id, payment_provider, entity_type, external_id, reason)
  select $1, $2, n.entity_type, n.external_id, 'named' from n
  where n.entity_type = any (array (
    select unnest(entity_types) from workspace_payment_configs where workspace_id = $1 and provider_name = $2
  )) and not ${hasRow}
  order by n.entity_type, n.external_id
  on conflict do nothing`;

const storableIds = (ids: ReadonlySet<string>): string[] => [...ids].filter((id) => whyNoId(id) === null);

/** SQL: keeps what a page names until the listings have ended, as most of it comes with its own. */
export const keepNames = `
    insert into sync_names (workspace_id, payment_provider, named) select $1, $2, named from moved where named is not null`;

/** `moved.named`; undefined: the page names nothing. */
export const namesToKeep = (named: NamedObjects): object | undefined =>
  named.size === 0
    ? undefined
    : Object.fromEntries([...named].map(([entityType, ids]) => [entityType, storableIds(ids)]));

/** The part of `sync_rechecks` that is about objects which others name and which may be in no list. */
export const namedRechecks = ({ client, workspaceId }: Scope) => ({
  /** Requests fetches of those that have no row, of the entities that the connection copies. */
  async addNamed(provider: PaymentProvider, named: NamedObjects): Promise<void> {
    const objects = [...named].flatMap(([entityType, ids]) =>
      storableIds(ids).map((id) => [entityType, id] as const),
    );
    if (objects.length === 0) return;
    await client.query({
      name: 'rechecks.addNamed',
      text: `with n as (select * from unnest($3::text[], $4::text[]) as n (entity_type, external_id)) ${toRecheck}`,
      values: [workspaceId, provider, objects.map(([type]) => type), objects.map(([, id]) => id)],
    });
  },

  /** Requests what pages have named and no listing has brought, and takes back what has come in another way since. */
  async settleNames(provider: PaymentProvider): Promise<void> {
    await client.query({
      name: 'rechecks.settleNames',
      text: `
        with kept as (
          delete from sync_names where workspace_id = $1 and payment_provider = $2 returning named
        ), n as (
          select distinct e.key as entity_type, i.external_id
          from kept cross join jsonb_each(named) e cross join jsonb_array_elements_text(e.value) i (external_id)
        ) ${toRecheck}`,
      values: [workspaceId, provider],
    });
    await client.query({
      name: 'rechecks.takeBackNamed',
      text: `
        delete from sync_rechecks n
        where n.workspace_id = $1 and n.payment_provider = $2 and n.reason = 'named' and n.due_at <= now()
          and n.attempts = 0 and n.unlisted_at is null and ${hasRow}`,
      values: [workspaceId, provider],
    });
  },
});
