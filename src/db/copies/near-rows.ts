import { getTableName } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Scope } from '../transaction/scope.ts';
import { entityTables } from '../entities/entity-tables.ts';

/** An object that has to be read, and when it was created (Unix seconds) if that is known. */
export interface WantedObject {
  readonly externalId: string;
  readonly created: number | null;
}

export interface PlacedObject extends WantedObject {
  /** A page of the list that begins with it shows two more of those that are wanted. */
  readonly near: boolean;
  /** So many events wait that every page of the list shows three of the objects that they are about. */
  readonly dense: boolean;
}

/** A page less the three that are wanted. */
const rowsBetween = 97;
/** If a waiting event comes to so many rows, three come to a page. */
const rowsAnEvent = 33;
/** More waiting events are not counted. */
const maxCounted = 20_000;

/**
 * The wanted objects as the provider lists them, the latest `created` first; those of which it is unknown are last. Rows are
 * looked up one by one, and no more of them are read than a page holds.
 */
export async function nearRows(
  { client, workspaceId }: Scope,
  provider: PaymentProvider,
  entityType: EntityType,
  wanted: readonly WantedObject[],
): Promise<PlacedObject[]> {
  const name = getTableName(entityTables[entityType]);
  const of = 't.workspace_id = $1 and t.payment_provider = $2';
  const { rows } = await client.query<PlacedObject>({
    name: `${entityType}.nearRows`,
    text: `
      with wanted as materialized (
        select w.id, coalesce(t.provider_created_at, to_timestamp(w.created)) as created
        from unnest($3::text[], $4::double precision[]) as w (id, created)
        left join lateral (
          select t.provider_created_at from ${name} t where ${of} and t.external_id = w.id offset 0
        ) t on true
      ), backlog as materialized (
        select ${rowsAnEvent} * (select count(*) from (
            select from webhook_inbox e
            where e.workspace_id = $1 and e.payment_provider = $2 and e.state = 'stored'
            order by e.received_at limit ${maxCounted}
          ) waiting)
          >= (select coalesce(sum(c.rows), 0) from payment_sync_counts c
            where c.workspace_id = $1 and c.payment_provider = $2 and c.entity_type = $5 and not c.deleted) as is_dense
      ), placed as materialized (
        select id, created, lead(created, 2) over (order by created desc nulls last, id) as third from wanted
      )
      select id as "externalId", floor(extract(epoch from created))::float8 as created,
        is_dense as dense, third is not null and (select count(*) from (
          select from ${name} t
          where ${of} and t.deleted_at is null and t.provider_created_at < p.created and t.provider_created_at > p.third
          order by t.provider_created_at desc nulls last, t.external_id desc nulls last limit ${rowsBetween + 1}
        ) between_them) <= ${rowsBetween} as near
      from placed p cross join backlog order by p.created desc nulls last, p.id`,
    values: [
      workspaceId,
      provider,
      wanted.map(({ externalId }) => externalId),
      wanted.map(({ created }) => created),
      entityType,
    ],
  });
  return rows;
}
