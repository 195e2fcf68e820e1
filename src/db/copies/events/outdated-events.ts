import { getTableName } from 'drizzle-orm';
import { freshnessRules } from '../../../domain/freshness.ts';
import type { EntityMapping } from '../../../domain/entities/mapping.ts';
import type { PaymentProvider } from '../../../domain/payment-provider.ts';
import type { Scope } from '../../transaction/scope.ts';
import { entityTables } from '../../entities/entity-tables.ts';
import type { Deletion } from './mark-deleted.ts';
import { mappedStatement } from '../mapped-statement.ts';
import { namedParameters } from '../named-parameters.ts';
import { listingBounds, orderCase } from './order-case.ts';

/** An event that says that an object has changed without showing it; one an object in a call. */
export type UnshownEvent = Pick<Deletion, 'externalId' | 'snapshot'> & { readonly eventAt: Date };

const { parameter, valuesOf } = namedParameters(
  'workspace',
  'provider',
  'entityType',
  'ids',
  'snapshotsFrom',
  'snapshotsTo',
  'eventsAt',
);

function buildStatement({ entityType }: EntityMapping): string {
  const table = getTableName(entityTables[entityType]);
  return `
with k as materialized (${listingBounds(parameter)}
), incoming as materialized (
  -- It has no version: only the clocks can order it.
  select *, null::bigint as provider_version
  from unnest(${parameter.ids}::text[], ${parameter.snapshotsFrom}::timestamptz[], ${parameter.snapshotsTo}::timestamptz[],
    ${parameter.eventsAt}::timestamptz[]) as e (external_id, snapshot_from, snapshot_to, source_event_at)
)
select i.external_id as "externalId"
from incoming i cross join k
join ${table} t on t.workspace_id = ${parameter.workspace} and t.payment_provider = ${parameter.provider}
  and t.external_id = i.external_id and t.external_id = any (array(select external_id from incoming))
where (${orderCase('i', freshnessRules)}) = 'older'`;
}

const statement = mappedStatement('outdatedEvents', buildStatement);

/** The ids of the objects whose rows are surely newer than these events: they need not be fetched. */
export async function outdatedEvents(
  scope: Scope,
  provider: PaymentProvider,
  mapping: EntityMapping,
  events: readonly UnshownEvent[],
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const { rows } = await scope.client.query<{ externalId: string }>({
    ...statement(mapping),
    values: valuesOf({
      workspace: scope.workspaceId,
      provider,
      entityType: mapping.entityType,
      ids: events.map(({ externalId }) => externalId),
      snapshotsFrom: events.map(({ snapshot }) => new Date(snapshot.from)),
      snapshotsTo: events.map(({ snapshot }) => new Date(snapshot.to)),
      eventsAt: events.map(({ eventAt }) => eventAt),
    }),
  });
  return new Set(rows.map(({ externalId }) => externalId));
}
