import type { Scope } from '../transaction/scope.ts';
import { getTableName } from 'drizzle-orm';
import { entityTables } from '../entities/entity-tables.ts';

/** Of each table: enough for a mean, few enough to read in milliseconds. */
const sampled = 500;
const eventsSampled = 2_000;

const ofEntity = (table: string) => `
  select coalesce((select sum(c.rows) from payment_sync_counts c where c.workspace_id = $1 and c.entity_type = '${table}'), 0)
    * coalesce((select avg(pg_column_size(s.provider_data)) from (
        select provider_data from ${table} where workspace_id = $1 limit ${sampled}) s), 0) as bytes`;

const storedBytes = `
  select (coalesce(sum(bytes), 0))::float8 as bytes from (
    ${Object.values(entityTables)
      .map((table) => ofEntity(getTableName(table)))
      .join('\n    union all')}
    union all
    select $2::float8 * coalesce((select avg(octet_length(payload)) from (
      select payload from webhook_inbox where workspace_id = $1 and received_at > '-infinity'
      order by received_at desc limit ${eventsSampled}) e), 0)
  ) parts`;

/** More events than these are only known to be many: counting them would take seconds. */
const mostEvents = 200_000;

/** How much of its quotas a workspace uses. */
export const workspaceUsage = ({ client, workspaceId }: Scope) => {
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
     * milliseconds for any workspace, and is right to a few per cent if the newest events are like the others.
     */
    async storedBytes(): Promise<number> {
      const events = await number(
        'events',
        `select count(*) as n from (
           select from webhook_inbox where workspace_id = $1 and received_at > '-infinity' limit $2) stored`,
        [mostEvents],
      );
      const { rows } = await client.query<{ bytes: number }>({
        name: 'usage.storedBytes',
        text: storedBytes,
        values: [workspaceId, events],
      });
      return Math.round(rows[0]?.bytes ?? 0);
    },
  };
};
