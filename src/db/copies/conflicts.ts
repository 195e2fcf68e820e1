import { getTableName } from 'drizzle-orm';
import type { ConflictSide } from '../../domain/conflict-policy.ts';
import { entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import { namedEntity, type AnyEntity, type AnyEntityCursor } from '../entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import type { EntityId } from '../../domain/ids.ts';
import { syncCounts } from '../analytics/sync-counts.ts';
import { mappedStatement } from './mapped-statement.ts';
import type { Scope } from '../transaction/scope.ts';
import { entityTables } from '../entities/entity-tables.ts';
import { typedColumns } from './typed-columns.ts';
import { entityPage, fittingRows } from '../entities/entity-page.ts';
import { entityQueries } from '../entities/entity-queries.ts';
import type { EntityRow } from '../entities/entity-rows.ts';
import { differences } from './local-versions.ts';
import { sideBySide, type TwoValues } from './side-by-side.ts';

export interface ConflictPage {
  readonly limit: number;
  /** The page ends with the object that exceeds it. */
  readonly maxBytes: number;
  /** The last element of the page before. */
  readonly after?: AnyEntityCursor | undefined;
  readonly entityType?: EntityType | undefined;
  readonly provider?: PaymentProvider | undefined;
}

export interface Resolution {
  readonly id: EntityId;
  /** The row's version that the deciding person has seen. */
  readonly version: number;
  readonly keep: ConflictSide;
}

/**
 * `version`: the row is another by now. `settled`: it is in no conflict, or (`keep` the provider's) the provider has no
 * version of it. Nothing was written in either case.
 */
export type ResolveOutcome =
  | { readonly outcome: 'resolved'; readonly entity: AnyEntity; readonly columns: readonly string[] }
  | { readonly outcome: 'version' | 'settled'; readonly current: AnyEntity }
  | { readonly outcome: 'missing' };

/** One statement: updates the row, if it still has the version that was decided about, and adds the decision's sync event. */
function buildStatement(mapping: EntityMapping): string {
  const name = getTableName(entityTables[mapping.entityType]);
  const columns = typedColumns(mapping);
  const provided = `$4::text = 'provider'`;
  return `
with versions as (
  select t.id, o, ${differences('t', columns)} as differing
  from ${name} t, lateral (select t.provider_data as o) p
  where t.workspace_id = $1 and t.id = $2
), resolved as (
  update ${name} t set
    payment_sync_status = case when ${provided} then 'synced' else 'pending' end,
    payment_synced_at = case when ${provided} then now() else t.payment_synced_at end,
    -- how the provider's version came was not kept beside the local one: an event is known by its date
    source = case when not ${provided} then 'local' when t.source <> 'local' then t.source
      when t.source_event_at is not null then 'event' else 'fetch' end,
    deleted_at = case when ${provided} then null else t.deleted_at end,
    payment_sync_version = t.payment_sync_version + 1, updated_at = now(),
    ${columns.map(({ column, from }) => `${column} = case when ${provided} then ${from} else t.${column} end`).join(',\n    ')}
  from versions v
  where t.workspace_id = $1 and t.id = v.id and t.payment_sync_version = $3 and t.payment_sync_status = 'conflict'
    and (t.provider_data is not null or not ${provided})
  returning t.id, t.payment_provider, t.external_id, v.differing
)
insert into payment_sync_events
  (workspace_id, provider_name, entity_type, entity_id, external_id, event_type, event_message, event_details)
select $1, payment_provider, '${mapping.entityType}', id, external_id, 'entity_conflict',
  case when ${provided} then 'Resolved: the provider''s version is kept.' else 'Resolved: the local version is kept.' end,
  jsonb_build_object('resolved', true, 'kept', $4::text, 'columns', differing)
from resolved
returning event_details->'columns' as columns`;
}

const statement = mappedStatement('resolveConflict', buildStatement);

/** A row that waits for a decision, and in which columns its two versions differ. */
export type Conflict = AnyEntity & { readonly differences: readonly TwoValues[] };

/** The mapping of a row's entity, as the row's provider has it. */
type MappingOf = (provider: PaymentProvider, entityType: EntityType) => EntityMapping;

/** Rows that were changed on both sides, and that a person decides about. */
export const conflicts = (scope: Scope) => ({
  /** Entity after entity, each newest at the provider first; also rows that the platform has deleted. */
  async list(
    { limit, maxBytes, after, entityType, provider }: ConflictPage,
    mappingOf: MappingOf,
  ): Promise<{ found: Conflict[]; more: boolean }> {
    const found: Conflict[] = [];
    let bytes = 0;
    const from = after === undefined ? 0 : entityTypes.indexOf(after.entityType);
    const types = entityTypes.filter(
      (type, at) => at >= from && (entityType === undefined || type === entityType),
    );
    // Most tables have no such row, and looking into each of forty takes longer than all else.
    const present = await syncCounts(scope).entitiesIn('conflict', provider);
    for (const type of types.filter((each) => present.has(each))) {
      const wanted = {
        status: 'conflict',
        includeDeleted: true,
        provider,
        after: after?.entityType === type ? after.row : undefined,
      } as const;
      const table = entityTables[type];
      const options = { ...wanted, limit: limit - found.length };
      const fitting = await fittingRows(scope, table, options, maxBytes - bytes);
      const page =
        fitting.rows === 0 ? [] : await entityPage(scope, table, { ...wanted, limit: fitting.rows });
      bytes += fitting.bytes;
      const byProvider = Object.entries(Object.groupBy(page, ({ paymentProvider }) => paymentProvider));
      const differing = new Map<string, TwoValues[]>();
      for (const [of, rows] of byProvider as [PaymentProvider, EntityRow[]][])
        for (const [id, values] of await sideBySide(scope, mappingOf(of, type), rows))
          differing.set(id, values);
      found.push(
        ...page.map((row) => ({ ...namedEntity(type, row), differences: differing.get(row.id) ?? [] })),
      );
      if (fitting.more) return { found, more: true };
    }
    return { found, more: false };
  },

  /**
   * Decides one for good. `mapping` is that of the row's entity and provider: what is kept of the provider's version is
   * read from `provider_data` anew. A row whose local version is kept is `pending`: the provider has yet to see it.
   */
  async resolve(mapping: EntityMapping, { id, version, keep }: Resolution): Promise<ResolveOutcome> {
    const { entityType } = mapping;
    const table = entityTables[entityType];
    const { rows } = await scope.client.query<{ columns: string[] }>({
      ...statement(mapping),
      values: [scope.workspaceId, id, version, keep],
    });
    const row = await entityQueries(scope, table).get(id, { includeDeleted: true });
    if (row === undefined) return { outcome: 'missing' };
    const entity = namedEntity(entityType, row);
    if (rows[0] !== undefined) return { outcome: 'resolved', entity, columns: rows[0].columns };
    return { outcome: row.paymentSyncVersion === version ? 'settled' : 'version', current: entity };
  },
});
