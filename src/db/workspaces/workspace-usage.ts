import type { Scope } from '../transaction/scope.ts';
import { getTableName } from 'drizzle-orm';
import { syncCounts } from '../analytics/sync-counts.ts';
import { entityTables } from '../entities/entity-tables.ts';

/** Of each table: enough for a mean, few enough to read in milliseconds. */
const sampled = 500;
/** The entities with the most rows: to plan a statement of all forty tables takes longer than to run it. */
const mostTables = 8;
/** In no order: to find the newest Postgres sorts all of a workspace's, a fifth of a second for 250,000. */
const eventsSampled = 2_000;

/** SQL for the bytes of an entity's objects; `rows` is how many it has. */
const ofEntity = (table: string, rows: number) => `
  select ${rows}::float8 * coalesce((select avg(pg_column_size(s.provider_data)) from (
    select provider_data from ${table} where workspace_id = $1 limit ${sampled}) s), 0) as bytes`;

const ofEvents = `
  select $2::float8 * coalesce((select avg(octet_length(payload)) from (
    select payload from webhook_inbox where workspace_id = $1 and received_at > '-infinity'
    limit ${eventsSampled}) e), 0) as bytes`;

/** More events than these are only known to be many: counting them would take seconds. */
const mostEvents = 200_000;

/** How much of its quotas a workspace uses. */
export const workspaceUsage = (scope: Scope) => {
  const { client, workspaceId } = scope;
  const counts = syncCounts(scope);
  const number = async (name: string, text: string, values: unknown[] = []): Promise<number> => {
    const { rows } = await client.query<{ n: number | string | null }>({
      name: `usage.${name}`,
      text,
      values: [workspaceId, ...values],
    });
    return Number(rows[0]?.n ?? 0);
  };
  return {
    /** Full and incremental sessions that were started on the present day (UTC). */
    syncsToday: () =>
      number(
        'syncsToday',
        `select count(*) as n from payment_sync_sessions where workspace_id = $1 and session_type <> 'webhook_sync'
         and created_at >= (now() at time zone 'utc')::date::timestamp at time zone 'utc'`,
      ),

    /** Of all entities, by the counts that their triggers keep. */
    rows: () =>
      number('rows', 'select coalesce(sum(rows), 0) as n from payment_sync_counts where workspace_id = $1'),

    /** At most `most`: whether there are more takes as long as to count them. */
    waitingEvents: (most: number) =>
      number(
        'waitingEvents',
        `select count(*) as n from (
           select from webhook_inbox where workspace_id = $1 and state = 'stored' limit $2) waiting`,
        [most],
      ),

    /**
     * Of objects and received events: the number of rows, times the mean size of a few hundred of them. It takes
     * milliseconds for any workspace, and is right to a few per cent if the sampled events are like the others, and the objects of
     * small entities like those of large ones.
     */
    async storedBytes(): Promise<number> {
      const events = await number(
        'events',
        `select count(*) as n from (
           select from webhook_inbox where workspace_id = $1 and received_at > '-infinity' limit $2) stored`,
        [mostEvents],
      );
      const all = (await counts.byEntity())
        .map(({ entityType, live, deleted }) => ({ entityType, rows: live + deleted }))
        .toSorted((one, other) => other.rows - one.rows);
      const largest = all.slice(0, mostTables);
      const sum = (each: typeof all) => each.reduce((before, { rows }) => before + rows, 0);
      // What the others have is taken to be as large as what these have.
      const share = sum(all) / Math.max(1, sum(largest));
      const parts = largest.map((each) =>
        ofEntity(getTableName(entityTables[each.entityType]), each.rows * share),
      );
      const { rows } = await client.query<{ bytes: number }>({
        text: `select sum(bytes) as bytes from (${[...parts, ofEvents].join(' union all ')}) parts`,
        values: [workspaceId, events],
      });
      return Math.round(rows[0]?.bytes ?? 0);
    },
  };
};
