import { getTableName } from 'drizzle-orm';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { RowSource } from '../../domain/row-state.ts';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Scope } from '../transaction/scope.ts';
import { mappedStatement } from './mapped-statement.ts';
import { readOrder } from './events/order-case.ts';
import { storableJson } from '../storable-json.ts';
import { entityTables } from '../entities/entity-tables.ts';
import { namedParameters } from './named-parameters.ts';
import {
  digestOf,
  holds,
  objectsIn,
  textAt,
  typedColumns,
  versionParts,
  type TypedColumn,
} from './typed-columns.ts';
import { writeObjects } from './write-objects.ts';
import { addConflictEvents, conflictMessages, differing, keepLocal, localRow } from './local-versions.ts';

/** Objects as a provider's answer holds them. */
export interface ObjectBatch {
  /** JSON text with an array of objects at `path`. */
  readonly json: string;
  readonly path: readonly string[];
  readonly snapshot: Snapshot;
  readonly source: RowSource;
  readonly sessionId: SessionId | null;
  /** Decides about rows that the platform has changed, if their objects changed too. */
  readonly conflictPolicy: ConflictPolicy;
  /** Unix seconds: older objects of the batch are another reader's, and left to it. */
  readonly createdGte?: number | null;
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

const { parameter, valuesOf } = namedParameters(
  'workspace',
  'provider',
  'entityType',
  'json',
  'path',
  'createdGte',
  'snapshotFrom',
  'snapshotTo',
  'source',
  'session',
  'policy',
  'conflictMessage',
);

/** Whether the object gives the row `t` a new version. */
const changes = `(${holds('t', 'excluded.provider_data', 'excluded.provider_digest')} is not true
      or (t.deleted_at is not null or t.payment_sync_status in ('pending', 'failed')) and t.source <> 'local')`;

/**
 * Whether typed columns of the row `t` are not what its mapping reads, as after a change by hand. The platform's values
 * stay until the provider shows what became of them: in a read after the platform has said that they are synced.
 */
const mistyped = (typed: readonly TypedColumn[]): string =>
  `(${typed.map(({ column }) => `t.${column}`).join(', ')}) is distinct from (${typed.map(({ column }) => `excluded.${column}`).join(', ')})
      and (t.source <> 'local' or t.updated_at < excluded.snapshot_from)`;

/**
 * One statement a batch. A missing row is inserted; a row that is there is replaced if the batch is surely newer and
 * differs. An unchanged object writes nothing, and leaves a local change as it is; for a changed one the workspace's policy
 * decides (local-versions.ts). Objects that were not written are told apart by their rows as they were: a concurrent writer
 * makes an object `unordered`, never wrongly `unchanged`. Rows are looked up one by one (`lateral … offset 0`): a plan for
 * all at once may read the whole workspace, and one that was made while that was small stays (4 ms a page become 14).
 */
function buildStatement(mapping: EntityMapping): string {
  const table = getTableName(entityTables[mapping.entityType]);
  const typed = typedColumns(mapping);
  const version = versionParts(mapping);
  const readLater = 't.snapshot_to is null or excluded.snapshot_from >= t.snapshot_to';
  const newer = readOrder('excluded', 't', version.versioned, {
    asked: 'newer',
    byClock: readLater,
    // A page may show what a list shows late, an object that is asked for by itself is as it is now.
    goneBack: `(${parameter.source} = 'fetch' and (${readLater}))`,
  });
  const isStale = readOrder('i', 'b', version.versioned, {
    asked: 'older',
    byClock: 'b.snapshot_from >= i.snapshot_to',
    goneBack: 'i.snapshot_from < b.snapshot_to',
  });
  return `
with incoming as materialized (
  select distinct on (external_id) external_id, ${digestOf('o')} as digest, o${version.column}, ${parameter.snapshotFrom}::timestamptz as snapshot_from,
    ${parameter.snapshotTo}::timestamptz as snapshot_to, null::timestamptz as source_event_at
  from (
    select ${textAt(mapping.id)} as external_id, o, position${version.read}
    from ${objectsIn(`${parameter.json}::jsonb #> ${parameter.path}::text[]`, mapping)}
    where ${parameter.createdGte}::bigint is null
      or (${mapping.created === null ? 'null' : textAt(mapping.created)})::numeric >= ${parameter.createdGte}
  ) objects
  order by external_id, position desc
), before as materialized (
  select b.* from incoming i cross join lateral (
    select t.external_id, t.provider_digest, t.snapshot_from, t.deleted_at, t.source${version.ofRow}, ${localRow('t')} as local
    from ${table} t
    where t.workspace_id = ${parameter.workspace} and t.payment_provider = ${parameter.provider} and t.external_id = i.external_id
    offset 0
  ) b
), contested as materialized (
  select external_id, local, differing, ${keepLocal(parameter.policy)} as keep_local
  from (
    select external_id, digest, o, local, ${differing('local', 'digest', typed)} as differing
    from before join incoming using (external_id)
    where (local).id is not null
  ) compared
), written as (${writeObjects({
    table,
    typed,
    versioned: version.versioned,
    parameter,
    from: 'incoming left join contested using (external_id)',
    source: parameter.source,
    replaces: `(${newer}) and (${changes} or ${mistyped(typed)})`,
    newVersion: changes,
    returning: 't.id, t.external_id',
  })}
), conflict_events as (${addConflictEvents('contested', parameter)}
), skipped as (
  select i.external_id,
    case
      when (b.deleted_at is null or b.source = 'local') and (b.provider_digest = i.digest or (
        select t.provider_data = i.o from ${table} t where t.workspace_id = ${parameter.workspace}
          and t.payment_provider = ${parameter.provider} and t.external_id = i.external_id)) then 'unchanged'
      when ${isStale} then 'stale'
      else 'unordered'
    end as outcome
  from incoming i left join before b using (external_id)
  where i.external_id not in (select external_id from written)
)
select
  (select count(*) from written w where not exists (select from before b where b.external_id = w.external_id))::int as inserted,
  (select count(*) from written w where exists (select from before b where b.external_id = w.external_id))::int as updated,
  (select count(*) from skipped where outcome = 'unchanged')::int as unchanged,
  (select count(*) from skipped where outcome = 'stale')::int as stale,
  (select coalesce(array_agg(external_id), '{}') from skipped where outcome = 'unordered') as unordered`;
}

const statement = mappedStatement('upsertNewer', buildStatement);

/**
 * Writes a batch of provider objects whose rows are surely older. Throws `SyncError` (`database_refused`) if an object's
 * field does not fit its column.
 */
export async function upsertNewer(
  scope: Scope,
  provider: PaymentProvider,
  mapping: EntityMapping,
  batch: ObjectBatch,
): Promise<UpsertOutcome> {
  const { rows } = await scope.client.query<UpsertOutcome>({
    ...statement(mapping),
    values: valuesOf({
      workspace: scope.workspaceId,
      provider,
      entityType: mapping.entityType,
      json: storableJson(batch.json),
      path: batch.path,
      createdGte: batch.createdGte ?? null,
      snapshotFrom: new Date(batch.snapshot.from),
      snapshotTo: new Date(batch.snapshot.to),
      source: batch.source,
      session: batch.sessionId,
      policy: batch.conflictPolicy,
      conflictMessage: conflictMessages[batch.conflictPolicy],
    }),
  });
  return rows[0]!;
}
