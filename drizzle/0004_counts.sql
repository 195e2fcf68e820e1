-- Row-level security of the new table (drizzle/0002), and the triggers that keep it right: whatever writes an entity's
-- table, by whichever statement, is counted in its transaction. A statement that changes nothing adds nothing.
alter table payment_sync_counts enable row level security;
--> statement-breakpoint
alter table payment_sync_counts force row level security;
--> statement-breakpoint
create policy workspace on payment_sync_counts to payment_sync_app
  using (workspace_id = (select payment_sync_workspace())) with check (workspace_id = (select payment_sync_workspace()));
--> statement-breakpoint
grant select, insert, delete on payment_sync_counts to payment_sync_app;
--> statement-breakpoint
create function payment_sync_count() returns trigger language plpgsql as $fn$
begin
  if tg_op = 'INSERT' then
    insert into payment_sync_counts
      (workspace_id, payment_provider, entity_type, payment_sync_status, deleted, rows, written)
    select workspace_id, payment_provider, tg_table_name, payment_sync_status, deleted_at is not null, count(*), count(*)
    from new_rows
    group by workspace_id, payment_provider, payment_sync_status, deleted_at is not null;
  elsif tg_op = 'UPDATE' then
    insert into payment_sync_counts
      (workspace_id, payment_provider, entity_type, payment_sync_status, deleted, rows, written)
    select workspace_id, payment_provider, tg_table_name, payment_sync_status, deleted, sum(change), sum(written)
    from (
      select workspace_id, payment_provider, payment_sync_status, deleted_at is not null as deleted,
        1 as change, 1 as written
      from new_rows
      union all
      select workspace_id, payment_provider, payment_sync_status, deleted_at is not null, -1, 0
      from old_rows
    ) changes
    group by workspace_id, payment_provider, payment_sync_status, deleted
    having sum(change) <> 0 or sum(written) <> 0;
  else
    -- A workspace that is being deleted takes its counts with it.
    insert into payment_sync_counts
      (workspace_id, payment_provider, entity_type, payment_sync_status, deleted, rows, written)
    select workspace_id, payment_provider, tg_table_name, payment_sync_status, deleted_at is not null, -count(*), 0
    from old_rows o
    where exists (select from workspaces w where w.id = o.workspace_id)
    group by workspace_id, payment_provider, payment_sync_status, deleted_at is not null;
  end if;
  return null;
end
$fn$;
--> statement-breakpoint
do $do$
declare
  name text;
begin
  foreach name in array array['customers', 'prices', 'products', 'subscriptions'] loop
    execute format('create trigger count_inserted after insert on %I referencing new table as new_rows '
      'for each statement execute function payment_sync_count()', name);
    execute format('create trigger count_updated after update on %I referencing old table as old_rows '
      'new table as new_rows for each statement execute function payment_sync_count()', name);
    execute format('create trigger count_deleted after delete on %I referencing old table as old_rows '
      'for each statement execute function payment_sync_count()', name);
  end loop;
end
$do$;
