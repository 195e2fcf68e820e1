import { platformScope } from '../../domain/ids.ts';
import { rowsChanged } from '../../domain/notifications/notification.ts';
import type { Transaction } from '../transaction/scope.ts';

/** Any number that is not used for another advisory lock in this database. */
const changedRowsLock = 7_140_150_004;

/** If nothing was told for longer, what was written before is not told. */
const mostDays = 7;

/**
 * What was written and is not told yet, of workspaces of which somebody wants to know. It reads the sums that triggers have
 * made, of the days since the last that was told: nothing is added to the way of a row. A transaction may begin on one day
 * and end on the next, so the day before counts too.
 */
const text = `
with asked as (
  select workspace_id from receivers where $1 = any (types)
), first as (
  select greatest(
    least((now() at time zone 'utc')::date, (select max(day) from told_rows)) - 1,
    (now() at time zone 'utc')::date - ${mostDays}) as day
), counted as (
  select workspace_id, payment_provider, entity_type, day, sum(written) as written,
    coalesce(sum(written) filter (where deleted), 0) as deleted
  from payment_sync_counts
  where day >= (select day from first) and written > 0
    and (exists (select from asked where workspace_id = '${platformScope}') or workspace_id in (select workspace_id from asked))
  group by workspace_id, payment_provider, entity_type, day
), changed as (
  select c.*, c.written - coalesce(t.written, 0) as more_written, c.deleted - coalesce(t.deleted, 0) as more_deleted
  from counted c left join told_rows t using (workspace_id, payment_provider, entity_type, day)
  where c.written <> coalesce(t.written, 0)
), marked as (
  insert into told_rows (workspace_id, payment_provider, entity_type, day, written, deleted)
  select workspace_id, payment_provider, entity_type, day, written, deleted from changed
  on conflict (workspace_id, payment_provider, entity_type, day)
    do update set written = excluded.written, deleted = excluded.deleted
), forgotten as (
  delete from told_rows where day < (select day from first)
), entities as (
  select workspace_id, payment_provider, entity_type, sum(more_written) as written, sum(more_deleted) as deleted
  from changed group by workspace_id, payment_provider, entity_type
)
insert into notifications (workspace_id, type, data)
select workspace_id, $1, jsonb_build_object('workspace_id', workspace_id, 'provider', payment_provider,
  'counts', jsonb_object_agg(entity_type, jsonb_build_object('written', written - deleted, 'deleted', deleted)),
  'as_of', to_char(statement_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
from entities group by workspace_id, payment_provider`;

/** Rows that changed, over all workspaces, for receivers that asked to be told. */
export const changedRows = ({ client }: Transaction) => ({
  /** Adds one notification for each connection with rows that changed since the last. Resolves to how many. */
  async tell(): Promise<number> {
    // Whoever comes second sees what the first has told.
    const asked = await client.query({
      name: 'changedRows.lock',
      text: `
        select pg_advisory_xact_lock(${changedRowsLock})
        from (select from receivers where $1 = any (types) limit 1) as anybody`,
      values: [rowsChanged],
    });
    if (asked.rowCount === 0) return 0;
    const { rowCount } = await client.query({ name: 'changedRows.tell', text, values: [rowsChanged] });
    return rowCount ?? 0;
  },
});
