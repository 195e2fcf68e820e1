import { getTableName } from 'drizzle-orm';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import type { EntityId, WorkspaceId } from '../../domain/ids.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { entityTables } from '../entities/entity-tables.ts';
import type { Transaction } from '../transaction/scope.ts';
import { digestOfMapping } from './typed-columns.ts';

/** A provider's mapping of an entity. */
export interface ProviderMapping {
  readonly provider: PaymentProvider;
  readonly mapping: EntityMapping;
}

/** Where a pass over all rows stands: workspaces by id, each one's rows by id. */
export interface PassPosition {
  readonly workspace: WorkspaceId | null;
  /** The last row that is done in it; null if none is. */
  readonly row: EntityId | null;
}

/** A mapping whose pass a worker has taken. */
export interface TakenPass extends ProviderMapping {
  readonly position: PassPosition;
}

interface TakenRow {
  readonly nth: number;
  readonly empty: boolean;
  readonly workspace: WorkspaceId | null;
  readonly row: EntityId | null;
}

/** A worker says once a minute which mappings it has: one that was not heard of for this long has ended. */
const ended = `interval '3 minutes'`;
/** A mapping whose workers have ended for this long is no longer the current one: its release was taken back. */
const takenBack = `interval '10 minutes'`;
const heldFor = `interval '1 minute'`;

const rowsOf = (mappings: readonly ProviderMapping[]) => [
  mappings.map(({ provider }) => provider),
  mappings.map(({ mapping }) => mapping.entityType),
  mappings.map(({ mapping }) => digestOfMapping(mapping)),
];
const asked = `unnest($1::text[], $2::text[], $3::text[]) as asked (payment_provider, entity_type, digest)`;
const same = `o.payment_provider = t.payment_provider and o.entity_type = t.entity_type and o.digest <> t.digest`;

/**
 * `entity_mappings`. Of two releases that run at once the later one's mapping is current: only its workers re-read rows, so
 * the two never undo each other's work. Rows that the earlier one wrote meanwhile are re-read when its workers have ended.
 */
export const entityMappings = ({ client }: Transaction) => ({
  /** Says that a worker with these mappings is alive. A new one becomes current, and one whose successors were taken back. */
  async register(mappings: readonly ProviderMapping[]): Promise<void> {
    await client.query({
      name: 'entityMappings.register',
      text: `
        insert into entity_mappings as t (payment_provider, entity_type, digest) select * from ${asked}
        on conflict (payment_provider, entity_type, digest) do update set seen_at = now()`,
      values: rowsOf(mappings),
    });
    await client.query({
      name: 'entityMappings.takeBack',
      text: `
        update entity_mappings t set current_since = now(), pass_began_at = null, pass_ended_at = null,
          reached_workspace = null, reached_row = null
        from ${asked}
        where (t.payment_provider, t.entity_type, t.digest) = (asked.payment_provider, asked.entity_type, asked.digest)
          and (select max(o.seen_at) from entity_mappings o where ${same} and o.current_since > t.current_since)
            < now() - ${takenBack}`,
      values: rowsOf(mappings),
    });
  },

  /**
   * Takes the unfinished passes of those of `mappings` that are current and that no other worker holds. A pass begins with
   * a mapping, and again when workers of another mapping, which wrote rows since, have ended. It ends at once if the
   * entity's table is empty: most are, and a pass is two transactions a workspace.
   */
  async take(mappings: readonly ProviderMapping[], holder: string): Promise<TakenPass[]> {
    const { rows } = await client.query<TakenRow>({
      name: 'entityMappings.take',
      text: `
        with due as (
          select t.payment_provider, t.entity_type, t.digest, asked.nth, t.pass_ended_at is not null as again,
            pg_relation_size(asked.copies::regclass) = 0 as empty
          from entity_mappings t
          join unnest($1::text[], $2::text[], $3::text[], $5::text[])
            with ordinality as asked (payment_provider, entity_type, digest, copies, nth)
            using (payment_provider, entity_type, digest)
          where coalesce(t.held_until, '-infinity') < now()
            and not exists (select from entity_mappings o where ${same} and o.current_since > t.current_since)
            and (t.pass_ended_at is null or exists (select from entity_mappings o
              where ${same} and o.seen_at > t.pass_began_at and o.seen_at < now() - ${ended}))
          for update of t skip locked
        )
        update entity_mappings t set holder = $4, held_until = case when not due.empty then now() + ${heldFor} end,
          pass_ended_at = case when due.empty then now() end,
          pass_began_at = case when due.again then now() else coalesce(t.pass_began_at, now()) end,
          reached_workspace = case when not due.again then t.reached_workspace end,
          reached_row = case when not due.again then t.reached_row end
        from due
        where (t.payment_provider, t.entity_type, t.digest) = (due.payment_provider, due.entity_type, due.digest)
        returning due.nth::int, due.empty, t.reached_workspace as workspace, t.reached_row as row`,
      values: [
        ...rowsOf(mappings),
        holder,
        mappings.map(({ mapping }) => getTableName(entityTables[mapping.entityType])),
      ],
    });
    return rows
      .filter(({ empty }) => !empty)
      .map(({ nth, workspace, row }) => ({ ...mappings[nth - 1]!, position: { workspace, row } }));
  },

  /** Moves a pass on; `null` ends it. False if another worker has taken it. */
  async reach(
    { provider, mapping }: ProviderMapping,
    holder: string,
    position: PassPosition | null,
  ): Promise<boolean> {
    const { rowCount } = await client.query({
      name: 'entityMappings.reach',
      text: `
        update entity_mappings set reached_workspace = $5, reached_row = $6,
          pass_ended_at = case when $7 then now() end, held_until = case when not $7 then now() + ${heldFor} end
        where payment_provider = $1 and entity_type = $2 and digest = $3 and holder = $4`,
      values: [
        provider,
        mapping.entityType,
        digestOfMapping(mapping),
        holder,
        position?.workspace ?? null,
        position?.row ?? null,
        position === null,
      ],
    });
    return rowCount === 1;
  },
});
