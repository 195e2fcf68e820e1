import { getTableColumns, getTableName } from 'drizzle-orm';
import type { RowSource } from '../../domain/entity.ts';
import type { EntityMapping, FieldPath } from '../../domain/entity-mapping.ts';
import type { PaymentProvider } from '../../domain/entity.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Scope } from '../scope.ts';
import { storableJson } from '../storable-json.ts';
import type { EntityTable } from '../tables/entity-tables.ts';

/** Objects as a provider's answer holds them. */
export interface ObjectBatch {
  /** JSON text with an array of objects at `path`. */
  readonly json: string;
  readonly path: FieldPath;
  readonly snapshot: Snapshot;
  readonly source: RowSource;
  readonly sessionId: SessionId | null;
}

export interface UpsertOutcome {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Skipped: the row is surely newer than the batch. */
  readonly stale: number;
  /** Differ from their row and cannot be ordered with it: each must be fetched. */
  readonly unordered: readonly string[];
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const textAt = (path: FieldPath): string =>
  path.length === 1 ? `o->>${literal(path[0]!)}` : `o#>>${literal(`{${path.join(',')}}`)}`;

/** How a typed column reads its field: instants come as Unix seconds, all else as Postgres' own text form. */
function expression(sqlType: string, path: FieldPath): string {
  if (sqlType === 'text') return textAt(path);
  if (sqlType.startsWith('timestamp')) return `to_timestamp((${textAt(path)})::double precision)`;
  return `(${textAt(path)})::${sqlType}`;
}

/**
 * One statement a batch. A row is inserted where there is none and updated where the batch is surely newer and differs;
 * an unchanged object writes nothing. What was not written is told apart by the rows as they were: a conflicting writer
 * in between makes an object `unordered`, never wrongly `unchanged`.
 */
function buildStatement(table: EntityTable, mapping: EntityMapping): string {
  const name = getTableName(table);
  const sqlTypes = new Map(
    Object.values(getTableColumns(table)).map((column) => [column.name, column.getSQLType()]),
  );
  const fields: [column: string, expression: string][] = [
    ['provider_created_at', expression('timestamp', mapping.created)],
    ['livemode', expression('boolean', mapping.livemode)],
    ...Object.entries(mapping.columns).map(([column, path]): [string, string] => {
      const sqlType = sqlTypes.get(column);
      if (sqlType === undefined)
        throw new TypeError(`${name} has no column ${column} (mapping of ${mapping.entityType})`);
      return [column, expression(sqlType, path)];
    }),
  ];
  const columns = fields.map(([column]) => column);
  return `
with incoming as materialized (
  select distinct on (external_id) * from (
    select ${textAt(mapping.id)} as external_id, md5(o::text)::uuid as digest, o
    from jsonb_array_elements($3::jsonb #> $4::text[]) with ordinality as e (o, position)
    order by position desc
  ) objects order by external_id
), before as materialized (
  select t.external_id, t.provider_digest, t.snapshot_from, t.deleted_at
  from ${name} t
  where t.workspace_id = $1 and t.payment_provider = $2 and t.external_id in (select external_id from incoming)
), written as (
  insert into ${name} as t (workspace_id, payment_provider, external_id, provider_data, provider_digest, snapshot_from,
    snapshot_to, source, source_session_id, payment_sync_status, payment_synced_at, ${columns.join(', ')})
  select $1, $2, external_id, o, digest, $5, $6, $7, $8, 'synced', now(), ${fields.map(([, from]) => from).join(', ')}
  from incoming
  on conflict (workspace_id, payment_provider, external_id) do update set
    provider_data = excluded.provider_data, provider_digest = excluded.provider_digest,
    snapshot_from = excluded.snapshot_from, snapshot_to = excluded.snapshot_to,
    source = excluded.source, source_session_id = excluded.source_session_id,
    payment_sync_status = 'synced', payment_synced_at = now(), payment_sync_version = t.payment_sync_version + 1,
    updated_at = now(), deleted_at = null,
    ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
  where (t.snapshot_to is null or excluded.snapshot_from >= t.snapshot_to)
    and (t.provider_digest is distinct from excluded.provider_digest or t.deleted_at is not null
      or t.payment_sync_status in ('pending', 'failed'))
  returning t.external_id, t.payment_sync_version
), left_alone as (
  select i.external_id,
    case
      when b.provider_digest = i.digest and b.deleted_at is null then 'unchanged'
      when b.snapshot_from >= $6 then 'stale'
      else 'unordered'
    end as outcome
  from incoming i left join before b using (external_id)
  where i.external_id not in (select external_id from written)
)
select
  (select count(*) from written w where not exists (select from before b where b.external_id = w.external_id))::int as inserted,
  (select count(*) from written w where exists (select from before b where b.external_id = w.external_id))::int as updated,
  (select count(*) from left_alone where outcome = 'unchanged')::int as unchanged,
  (select count(*) from left_alone where outcome = 'stale')::int as stale,
  (select coalesce(array_agg(external_id), '{}') from left_alone where outcome = 'unordered') as unordered`;
}

const statements = new WeakMap<EntityMapping, { name: string; text: string }>();

function statementFor(table: EntityTable, mapping: EntityMapping, provider: PaymentProvider) {
  let statement = statements.get(mapping);
  if (statement === undefined) {
    statement = {
      name: `${mapping.entityType}.upsertNewer.${provider}`,
      text: buildStatement(table, mapping),
    };
    statements.set(mapping, statement);
  }
  return statement;
}

/**
 * Writes a batch of provider objects where they are surely newer than their rows (SPEC S6). Throws `SyncError`
 * (`database_refused`) when an object's field does not fit its column.
 */
export async function upsertNewer(
  scope: Scope,
  table: EntityTable,
  provider: PaymentProvider,
  mapping: EntityMapping,
  batch: ObjectBatch,
): Promise<UpsertOutcome> {
  const { rows } = await scope.client.query<UpsertOutcome>({
    ...statementFor(table, mapping, provider),
    values: [
      scope.workspaceId,
      provider,
      storableJson(batch.json),
      batch.path,
      new Date(batch.snapshot.from),
      new Date(batch.snapshot.to),
      batch.source,
      batch.sessionId,
    ],
  });
  return rows[0]!;
}
