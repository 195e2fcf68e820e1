import { getTableName } from 'drizzle-orm';
import { goneRules, rulesFor } from '../../../domain/freshness.ts';
import type { EntityMapping } from '../../../domain/entities/mapping.ts';
import type { SessionId } from '../../../domain/ids.ts';
import type { PaymentProvider } from '../../../domain/payment-provider.ts';
import type { Snapshot } from '../../../domain/snapshot.ts';
import type { Scope } from '../../transaction/scope.ts';
import { entityTables } from '../../entities/entity-tables.ts';
import type { AppliedAs } from './apply-events.ts';
import { localRow } from '../local-versions.ts';
import { mappedStatement } from '../mapped-statement.ts';
import { namedParameters } from '../named-parameters.ts';
import { listingBounds, orderCase } from './order-case.ts';
import { versionParts } from '../typed-columns.ts';

/** An object that the provider says is gone; one an object in a call. */
export interface Deletion {
  readonly externalId: string;
  /** When the provider said so. */
  readonly snapshot: Snapshot;
  /** The second of the event that said so, as the provider dates it; null if a fetch found no object. */
  readonly eventAt: Date | null;
  /** The object's last version, if the provider told it. */
  readonly version?: number | null | undefined;
}

const { parameter, valuesOf } = namedParameters(
  'workspace',
  'provider',
  'entityType',
  'ids',
  'snapshotsFrom',
  'snapshotsTo',
  'eventsAt',
  'versions',
  'session',
);

/** A row that the platform deleted is not gone yet: the provider's deletion confirms it. */
const goneAlready = `(t.deleted_at is not null and t.source <> 'local')`;

const unlessGone = (column: string, value: string) =>
  `${column} = case when ${goneAlready} then t.${column} else ${value} end`;

/** Without a certain order the later date holds: nothing older than either deletion may revive the row. */
const latest = (column: string) =>
  `${column} = case when ${goneAlready} then greatest(t.${column}, excluded.${column}) else excluded.${column} end`;

function buildStatement(mapping: EntityMapping, source: 'event' | 'fetch'): string {
  const table = getTableName(entityTables[mapping.entityType]);
  const { versioned } = versionParts(mapping);
  const rules = source === 'fetch' ? goneRules : rulesFor('deletion', versioned);
  return `
with k as materialized (${listingBounds(parameter)}
), incoming as materialized (
  select * from unnest(${parameter.ids}::text[], ${parameter.snapshotsFrom}::timestamptz[], ${parameter.snapshotsTo}::timestamptz[],
    ${parameter.eventsAt}::timestamptz[], ${parameter.versions}::bigint[])
    as e (external_id, snapshot_from, snapshot_to, source_event_at, provider_version)
), before as materialized (
  select t.external_id, t.snapshot_from, t.snapshot_to, t.source_event_at, t.deleted_at, t.provider_version, ${localRow('t')} as local
  from ${table} t
  where t.workspace_id = ${parameter.workspace} and t.payment_provider = ${parameter.provider}
    and t.external_id = any (array(select external_id from incoming))
  order by t.external_id
  for update
), ordered as materialized (
  select i.*, t.local,
    -- also if there is no row: all of t is null then
    ${orderCase('i', rules)} as deletion_is
  from incoming i cross join k left join before t using (external_id)
), gone as (
  insert into ${table} as t (workspace_id, payment_provider, external_id, deleted_at, payment_synced_at, payment_sync_status,
    source, source_session_id, snapshot_from, snapshot_to, source_event_at, provider_version)
  select ${parameter.workspace}, ${parameter.provider}, external_id, now(), now(), 'synced',
    '${source}', ${parameter.session}, snapshot_from, snapshot_to, source_event_at, provider_version
  from ordered where deletion_is = 'newer'
  order by external_id
  on conflict (workspace_id, payment_provider, external_id) do update set
    ${['deleted_at', 'updated_at', 'payment_synced_at'].map((column) => unlessGone(column, 'now()')).join(', ')},
    ${['payment_sync_status', 'source', 'source_session_id', 'provider_version'].map((column) => unlessGone(column, `excluded.${column}`)).join(', ')},
    ${unlessGone('payment_sync_version', 't.payment_sync_version + 1')},
    ${['snapshot_from', 'snapshot_to', 'source_event_at'].map(latest).join(', ')}
  -- Judged again, by the locked row: another writer may have inserted it in between.
  where (select ${orderCase('excluded', rules)} from k) = 'newer'
  returning t.id, t.external_id, t.deleted_at = now() as newly
), contested as (
  insert into payment_sync_events (workspace_id, session_id, provider_name, entity_type, entity_id, external_id,
    event_type, event_message, event_details)
  select ${parameter.workspace}, ${parameter.session}, ${parameter.provider}, ${parameter.entityType}, id, external_id,
    'entity_conflict', 'Changed here, but deleted at the provider: it is gone.',
    '{"kept": "provider", "columns": ["deleted_at"]}'
  from gone join ordered using (external_id)
  where newly and (local).id is not null and (local).deleted_at is null
), journal as (
  insert into payment_sync_events
    (workspace_id, session_id, provider_name, entity_type, entity_id, external_id, event_type)
  select ${parameter.workspace}, ${parameter.session}, ${parameter.provider}, ${parameter.entityType}, id, external_id, 'entity_deleted'
  from gone where newly
)
select external_id as "externalId",
  case
    when exists (select from gone g where g.external_id = o.external_id) then 'applied'
    when deletion_is = 'older' then 'stale'
    else 'unordered'
  end as outcome
from ordered o`;
}

const statements = {
  event: mappedStatement('markDeleted.event', (mapping) => buildStatement(mapping, 'event')),
  fetch: mappedStatement('markDeleted.fetch', (mapping) => buildStatement(mapping, 'fetch')),
};

/**
 * Soft-deletes objects that are gone at the provider, also those that were never seen: the row is a tombstone with the
 * deletion's snapshot, which nothing older can revive. An id can come back, so a deletion is ordered against its row as
 * everything else is; one that cannot be ordered leaves the row as it is. A local change of a deleted object is lost under
 * any policy. Adds a sync event for each row that was not deleted before, and another if there was such a change. Returns
 * the outcome of each, by its external id.
 */
export async function markDeleted(
  scope: Scope,
  provider: PaymentProvider,
  mapping: EntityMapping,
  deletions: readonly Deletion[],
  { source, sessionId }: { readonly source: 'event' | 'fetch'; readonly sessionId: SessionId | null },
): Promise<Map<string, AppliedAs>> {
  if (deletions.length === 0) return new Map();
  const { rows } = await scope.client.query<{ externalId: string; outcome: AppliedAs }>({
    ...statements[source](mapping),
    values: valuesOf({
      workspace: scope.workspaceId,
      provider,
      entityType: mapping.entityType,
      ids: deletions.map(({ externalId }) => externalId),
      snapshotsFrom: deletions.map(({ snapshot }) => new Date(snapshot.from)),
      snapshotsTo: deletions.map(({ snapshot }) => new Date(snapshot.to)),
      eventsAt: deletions.map(({ eventAt }) => eventAt),
      versions: deletions.map(({ version }) => version ?? null),
      session: sessionId,
    }),
  });
  return new Map(rows.map(({ externalId, outcome }) => [externalId, outcome]));
}
