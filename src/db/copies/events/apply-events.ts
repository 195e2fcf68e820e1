import { getTableName } from 'drizzle-orm';
import type { ConflictPolicy } from '../../../domain/conflict-policy.ts';
import type { PaymentProvider } from '../../../domain/payment-provider.ts';
import type { EntityMapping } from '../../../domain/entities/mapping.ts';
import type { SessionId } from '../../../domain/ids.ts';
import { rulesFor } from '../../../domain/freshness.ts';
import type { Snapshot } from '../../../domain/snapshot.ts';
import { mappedStatement } from '../mapped-statement.ts';
import { listingBounds, orderCase } from './order-case.ts';
import type { Scope } from '../../transaction/scope.ts';
import { storableJson } from '../../storable-json.ts';
import { entityTables } from '../../entities/entity-tables.ts';
import { namedParameters } from '../named-parameters.ts';
import { digestOf, holds, textAt, typedColumns, versionParts } from '../typed-columns.ts';
import { writeObjects } from '../write-objects.ts';
import { addConflictEvents, conflictMessages, differing, keepLocal, localRow } from '../local-versions.ts';

/** An object as an event shows it; one an object in a call. */
export interface EventObject {
  readonly json: string;
  /** The event's second, in our clock. */
  readonly snapshot: Snapshot;
  /** The same second as the provider dates it: two events are ordered by it without any clock of ours. */
  readonly eventAt: Date;
}

/** `unordered`: neither is known to be newer, so the object must be fetched. */
export type AppliedAs = 'applied' | 'stale' | 'unordered';

const { parameter, valuesOf } = namedParameters(
  'workspace',
  'provider',
  'entityType',
  'json',
  'snapshotsFrom',
  'snapshotsTo',
  'eventsAt',
  'session',
  'policy',
  'conflictMessage',
);

function buildStatement(mapping: EntityMapping): string {
  const table = getTableName(entityTables[mapping.entityType]);
  const typed = typedColumns(mapping);
  const version = versionParts(mapping);
  const rules = rulesFor('object', version.versioned);
  return `
with k as materialized (${listingBounds(parameter)}
), incoming as materialized (
  select ${textAt(mapping.id)} as external_id, ${digestOf('o')} as digest, o, snapshot_from, snapshot_to, source_event_at${version.read}
  from jsonb_array_elements(${parameter.json}::jsonb) with ordinality as e (o, position)
  join unnest(${parameter.snapshotsFrom}::timestamptz[], ${parameter.snapshotsTo}::timestamptz[], ${parameter.eventsAt}::timestamptz[])
    with ordinality as s (snapshot_from, snapshot_to, source_event_at, position) using (position)
  order by external_id
), ordered as (
  select i.*, ${localRow('t')} as local,
    -- also if there is no row: all of t is null then
    ${orderCase('i', rules)} as event_is
  from incoming i cross join k
  left join ${table} t on t.workspace_id = ${parameter.workspace} and t.payment_provider = ${parameter.provider}
    and t.external_id = i.external_id and t.external_id = any (array(select external_id from incoming))
), judged as materialized (
  select *, ${keepLocal(parameter.policy)} as keep_local
  from (select *, ${differing('local', 'digest', typed)} as differing from ordered) compared
), written as (${writeObjects({
    table,
    typed,
    versioned: version.versioned,
    parameter,
    from: `judged where event_is = 'newer'`,
    source: `'event'`,
    // Judged again, by the locked row: another writer may have come in between.
    replaces: `(select ${orderCase('excluded', rules)} from k) = 'newer'`,
    newVersion: `${holds('t', 'excluded.provider_data', 'excluded.provider_digest')} is not true`,
    returning: 't.id, t.external_id, t.source',
  })}
), conflict_events as (${addConflictEvents('judged', parameter)}
), synced_events as (
  insert into payment_sync_events
    (workspace_id, session_id, provider_name, entity_type, entity_id, external_id, event_type)
  select ${parameter.workspace}, ${parameter.session}, ${parameter.provider}, ${parameter.entityType}, id, external_id, 'entity_synced'
  from written where source = 'event'
)
select j.external_id as "externalId",
  case
    when exists (select from written w where w.external_id = j.external_id) then 'applied'
    when j.event_is = 'older' then 'stale'
    else 'unordered'
  end as outcome
from judged j`;
}

const statement = mappedStatement('applyEvents', buildStatement);

/** Writes the objects of events that are surely newer than their rows; returns the outcome of each, by its external id. */
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
    values: valuesOf({
      workspace: scope.workspaceId,
      provider,
      entityType: mapping.entityType,
      json: storableJson(`[${objects.map(({ json }) => json).join(',')}]`),
      snapshotsFrom: objects.map(({ snapshot }) => new Date(snapshot.from)),
      snapshotsTo: objects.map(({ snapshot }) => new Date(snapshot.to)),
      eventsAt: objects.map(({ eventAt }) => eventAt),
      session,
      policy: conflictPolicy,
      conflictMessage: conflictMessages[conflictPolicy],
    }),
  });
  return new Map(rows.map(({ externalId, outcome }) => [externalId, outcome]));
}
