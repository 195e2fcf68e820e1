import { getTableName } from 'drizzle-orm';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { EntityId } from '../../domain/ids.ts';
import { entityTables } from '../entities/entity-tables.ts';
import type { Scope } from '../transaction/scope.ts';
import { changedLocally } from './local-versions.ts';
import { mappedStatement } from './mapped-statement.ts';
import { typedColumns } from './typed-columns.ts';

export interface RetypeOutcome {
  readonly read: number;
  readonly written: number;
  /** The last row that was read; null if there was none. */
  readonly last: EntityId | null;
}

/** Before the first row's id. */
const beginning = '00000000-0000-0000-0000-000000000000';

/**
 * Reads the typed columns of a batch from `provider_data` and writes those that differ. A row keeps its version: nobody has
 * made a new one. It is left alone if the platform has changed it. Rows are locked in the order in which the bulk statements
 * lock them, which rules out a deadlock. Without a join: its plan would pair each of a thousand rows with each (2.6 s).
 */
function buildStatement(mapping: EntityMapping): string {
  const name = getTableName(entityTables[mapping.entityType]);
  const typed = typedColumns(mapping);
  const columns = typed.map(({ column }) => column).join(', ');
  const read = typed.map(({ from }) => from).join(', ');
  return `
with batch as materialized (
  select t.id from ${name} t
  where t.workspace_id = $1 and t.payment_provider = $2 and t.id > $3 order by t.id limit $4
), different as materialized (
  select t.id from ${name} t cross join lateral (select t.provider_data as o) p
  where t.workspace_id = $1 and t.id = any (array(select id from batch)) and o is not null
    and (${typed.map(({ column }) => `t.${column}`).join(', ')}) is distinct from (${read})
    and (${changedLocally('t')}) is not true
  order by t.external_id for no key update of t
), written as (
  -- Read again from the locked row: a writer may have given it another object in between.
  update ${name} t set (${columns}) = (select ${read} from (select t.provider_data as o) p), updated_at = now()
  where t.workspace_id = $1 and t.id = any (array(select id from different)) and (${changedLocally('t')}) is not true
  returning 1
)
select (select count(*) from batch)::int as read, (select count(*) from written)::int as written,
  (select id from batch order by id desc limit 1) as last`;
}

const statement = mappedStatement('retype', buildStatement);

/** Fills the typed columns of at most `limit` rows, by id, by this mapping. Continue with the last one's id as `after`. */
export async function retype(
  { client, workspaceId }: Scope,
  provider: PaymentProvider,
  mapping: EntityMapping,
  after: EntityId | null,
  limit: number,
): Promise<RetypeOutcome> {
  const { rows } = await client.query<RetypeOutcome>({
    ...statement(mapping),
    values: [workspaceId, provider, after ?? beginning, limit],
  });
  return rows[0]!;
}
