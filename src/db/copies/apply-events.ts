import { getTableName } from 'drizzle-orm';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { PaymentProvider } from '../../domain/entity.ts';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import { mappedStatement } from './mapped-statement.ts';
import { orderCase } from './order-case.ts';
import type { Scope } from '../transaction/scope.ts';
import { storableJson } from '../storable-json.ts';
import { entityTables } from '../entities/entity-tables.ts';
import { digestOf, textAt, typedColumns, versionParts } from './typed-columns.ts';
import {
  conflictMessages,
  decided,
  differing,
  kept,
  mine,
  noteConflicts,
  stillMine,
} from './local-versions.ts';

/** An object as an event shows it; one an object in a call. */
export interface EventObject {
  readonly json: string;
  /** The event's second, in our clock. */
  readonly snapshot: Snapshot;
  /** The same second as the provider dates it: two events are ordered by it without any clock of ours. */
  readonly eventAt: Date;
}

/** `unordered`: nothing is known of which is newer, so the object must be fetched. */
export type AppliedAs = 'applied' | 'stale' | 'unordered';

function buildStatement(mapping: EntityMapping): string {
  const name = getTableName(entityTables[mapping.entityType]);
  const columns = typedColumns(mapping);
  const names = columns.map(({ column }) => column);
  const say = decided('$9', `'event'`, '$8');
  const version = versionParts(mapping);
  return `
with k as materialized (
  select verified_from, verified_to, case when listing_finished_at is null then listing_started_at end as listing_from
  from sync_cursors where workspace_id = $1 and payment_provider = $2 and entity_type = $3
  union all select null, null, null
  limit 1
), incoming as materialized (
  select ${textAt(mapping.id)} as external_id, ${digestOf('o')} as digest, o, snapshot_from, snapshot_to, source_event_at${version.read}
  from jsonb_array_elements($4::jsonb) with ordinality as e (o, position)
  join unnest($5::timestamptz[], $6::timestamptz[], $7::timestamptz[]) with ordinality
    as s (snapshot_from, snapshot_to, source_event_at, position) using (position)
  order by external_id
), compared as (
  select i.*, ${mine('t')} as mine,
    -- also where there is no row: all of t is null then
    ${orderCase('i', version.versioned)} as stands
  from incoming i cross join k
  left join ${name} t on t.workspace_id = $1 and t.payment_provider = $2 and t.external_id = i.external_id
    and t.external_id = any (array(select external_id from incoming))
), judged as materialized (
  select *, ${kept('$9')} as kept
  from (select *, ${differing('mine', 'digest', columns)} as differing from compared) differed
), written as (
  insert into ${name} as t (workspace_id, payment_provider, external_id, provider_data, provider_digest, snapshot_from,
    snapshot_to, source_event_at, source, source_session_id, payment_sync_status, payment_synced_at, payment_sync_version,
    deleted_at${version.column}, ${names.join(', ')})
  select $1, $2, external_id, o, digest, snapshot_from, snapshot_to, source_event_at, ${say.source}, ${say.session},
    ${say.status}, ${say.syncedAt}, ${say.version}, ${say.deletedAt}${version.column}, ${columns.map(say.typed).join(', ')}
  from judged where stands = 'newer'
  order by external_id
  on conflict (workspace_id, payment_provider, external_id) do update set
    provider_data = excluded.provider_data, provider_digest = excluded.provider_digest,
    snapshot_from = excluded.snapshot_from, snapshot_to = excluded.snapshot_to,
    source_event_at = excluded.source_event_at, source = excluded.source, source_session_id = excluded.source_session_id,
    payment_sync_status = excluded.payment_sync_status, payment_synced_at = excluded.payment_synced_at,
    updated_at = now(), deleted_at = excluded.deleted_at,${version.set}
    payment_sync_version = t.payment_sync_version + (t.provider_digest is distinct from excluded.provider_digest)::int,
    ${names.map((column) => `${column} = excluded.${column}`).join(', ')}
  -- again, of the row as it is now that it is locked: another writer may have come in between
  where (select ${orderCase('excluded', version.versioned)} from k) = 'newer' and ${stillMine}
  returning t.id, t.external_id, t.source
), contested as (${noteConflicts('judged', { session: '$8', entityType: '$3', policy: '$9', message: '$10' })}
), noted as (
  insert into payment_sync_events
    (workspace_id, session_id, provider_name, entity_type, entity_id, external_id, event_type)
  select $1, $8, $2, $3, id, external_id, 'entity_synced' from written where source = 'event'
)
select j.external_id as "externalId",
  case
    when exists (select from written w where w.external_id = j.external_id) then 'applied'
    when j.stands = 'older' then 'stale'
    else 'unordered'
  end as outcome
from judged j`;
}

const statement = mappedStatement('applyEvents', buildStatement);

/** Writes objects as events show them where they are surely newer than their rows; tells of each what became of it. */
export async function applyEvents(
  scope: Scope,
  provider: PaymentProvider,
  mapping: EntityMapping,
  objects: readonly EventObject[],
  session: SessionId | null,
  conflictPolicy: ConflictPolicy,
): Promise<Map<string, AppliedAs>> {
  if (objects.length === 0) return new Map();
  const { rows } = await scope.client.query<{ externalId: string; outcome: AppliedAs }>({
    ...statement(mapping),
    values: [
      scope.workspaceId,
      provider,
      mapping.entityType,
      storableJson(`[${objects.map(({ json }) => json).join(',')}]`),
      objects.map(({ snapshot }) => new Date(snapshot.from)),
      objects.map(({ snapshot }) => new Date(snapshot.to)),
      objects.map(({ eventAt }) => eventAt),
      session,
      conflictPolicy,
      conflictMessages[conflictPolicy],
    ],
  });
  return new Map(rows.map(({ externalId, outcome }) => [externalId, outcome]));
}
