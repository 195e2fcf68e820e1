import { getTableName } from 'drizzle-orm';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { RowSource } from '../../domain/entity.ts';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import type { PaymentProvider } from '../../domain/entity.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Scope } from '../transaction/scope.ts';
import { mappedStatement } from './mapped-statement.ts';
import { readOrder } from './order-case.ts';
import { storableJson } from '../storable-json.ts';
import { entityTables } from '../entities/entity-tables.ts';
import { digestOf, objectsIn, textAt, typedColumns, versionParts } from './typed-columns.ts';
import {
  conflictMessages,
  decided,
  differing,
  kept,
  mine,
  noteConflicts,
  stillMine,
} from './local-versions.ts';

/** Objects as a provider's answer holds them. */
export interface ObjectBatch {
  /** JSON text with an array of objects at `path`. */
  readonly json: string;
  readonly path: readonly string[];
  readonly snapshot: Snapshot;
  readonly source: RowSource;
  readonly sessionId: SessionId | null;
  /** What becomes of rows that the platform changed by itself, where their objects changed too. */
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

/** Whether the object gives the row `t` a new version. */
const changes = `(t.provider_digest is distinct from excluded.provider_digest
      or (t.deleted_at is not null or t.payment_sync_status in ('pending', 'failed')) and t.source <> 'local')`;

/**
 * Whether typed columns of the row `t` are not what its mapping reads, as after a change by hand. The platform's values
 * stay until the provider shows what became of them: in a read after the platform has said that they are synced.
 */
const mistyped = (columns: readonly string[]): string =>
  `(${columns.map((column) => `t.${column}`).join(', ')}) is distinct from (${columns.map((column) => `excluded.${column}`).join(', ')})
      and (t.source <> 'local' or t.updated_at < excluded.snapshot_from)`;

/**
 * One statement a batch. A row is inserted where there is none and updated where the batch is surely newer and differs;
 * an unchanged object writes nothing, and leaves a local change as it is; a changed one meets it by the workspace's
 * policy (local-versions.ts). What was not written is told apart by the rows as they were: a conflicting writer in
 * between makes an object `unordered`, never wrongly `unchanged`. Rows are looked up one by one (`lateral … offset 0`):
 * any plan for all at once may read the workspace whole, and one that was made while it was small stays (4 ms a page
 * become 14).
 */
function buildStatement(mapping: EntityMapping): string {
  const name = getTableName(entityTables[mapping.entityType]);
  const columns = typedColumns(mapping);
  const names = columns.map(({ column }) => column);
  const say = decided('$9', '$7', '$8');
  const version = versionParts(mapping);
  const replaces = readOrder('excluded', 't', version.versioned, {
    newer: 't.snapshot_to is null or excluded.snapshot_from >= t.snapshot_to',
  });
  const isStale = readOrder('i', 'b', version.versioned, { older: 'b.snapshot_from >= $6' });
  return `
with incoming as materialized (
  select distinct on (external_id) external_id, ${digestOf('o')} as digest, o${version.column}
  from (
    select ${textAt(mapping.id)} as external_id, o, position${version.read}
    from ${objectsIn('$3::jsonb #> $4::text[]', mapping)}
    where $12::bigint is null or (${mapping.created === null ? 'null' : textAt(mapping.created)})::bigint >= $12
  ) objects
  order by external_id, position desc
), before as materialized (
  select b.* from incoming i cross join lateral (
    select t.external_id, t.provider_digest, t.snapshot_from, t.deleted_at, t.source${version.ofRow}, ${mine('t')} as mine
    from ${name} t
    where t.workspace_id = $1 and t.payment_provider = $2 and t.external_id = i.external_id
    offset 0
  ) b
), rivals as materialized (
  select external_id, mine, differing, ${kept('$9')} as kept
  from (
    select external_id, digest, mine, ${differing('mine', 'digest', columns)} as differing
    from before join incoming using (external_id)
    where (mine).id is not null
  ) compared
), written as (
  insert into ${name} as t (workspace_id, payment_provider, external_id, provider_data, provider_digest, snapshot_from,
    snapshot_to, source, source_session_id, payment_sync_status, payment_synced_at, payment_sync_version, deleted_at${version.column},
    ${names.join(', ')})
  select $1, $2, external_id, o, digest, $5, $6, ${say.source}, ${say.session}, ${say.status}, ${say.syncedAt}, ${say.version},
    ${say.deletedAt}${version.column}, ${columns.map(say.typed).join(', ')}
  from incoming left join rivals using (external_id)
  order by external_id
  on conflict (workspace_id, payment_provider, external_id) do update set
    provider_data = excluded.provider_data, provider_digest = excluded.provider_digest,
    snapshot_from = excluded.snapshot_from, snapshot_to = excluded.snapshot_to,
    source = excluded.source, source_session_id = excluded.source_session_id, source_event_at = null,
    payment_sync_status = excluded.payment_sync_status, payment_synced_at = excluded.payment_synced_at,
    payment_sync_version = t.payment_sync_version + (${changes})::int, updated_at = now(), deleted_at = excluded.deleted_at,${version.set}
    ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
  where (${replaces})
    and (${changes} or ${mistyped(names)})
    and ${stillMine}
  returning t.id, t.external_id
), noted as (${noteConflicts('rivals', { session: '$8', entityType: '$10', policy: '$9', message: '$11' })}
), left_alone as (
  select i.external_id,
    case
      when b.provider_digest = i.digest and (b.deleted_at is null or b.source = 'local') then 'unchanged'
      when ${isStale} then 'stale'
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

const statement = mappedStatement('upsertNewer', buildStatement);

/**
 * Writes a batch of provider objects where they are surely newer than their rows (SPEC S6). Throws `SyncError`
 * (`database_refused`) when an object's field does not fit its column.
 */
export async function upsertNewer(
  scope: Scope,
  provider: PaymentProvider,
  mapping: EntityMapping,
  batch: ObjectBatch,
): Promise<UpsertOutcome> {
  const { rows } = await scope.client.query<UpsertOutcome>({
    ...statement(mapping),
    values: [
      scope.workspaceId,
      provider,
      storableJson(batch.json),
      batch.path,
      new Date(batch.snapshot.from),
      new Date(batch.snapshot.to),
      batch.source,
      batch.sessionId,
      batch.conflictPolicy,
      mapping.entityType,
      conflictMessages[batch.conflictPolicy],
      batch.createdGte ?? null,
    ],
  });
  return rows[0]!;
}
