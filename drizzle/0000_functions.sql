-- A UUIDv7 on every supported server: PostgreSQL 18 has its own. Older ones get the same bits: 48 of milliseconds and 12 of their
-- fraction, with the version between them, and the second half of a random one. So ids rise in the order in which they are made.
do $do$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create function payment_sync_uuid() returns uuid language sql volatile parallel safe
      as 'select uuidv7()';
  else
    create function payment_sync_uuid() returns uuid language sql volatile parallel safe
      as $fn$
        select (
          overlay(
            lpad(to_hex(floor(extract(epoch from clock_timestamp()) * 4096000)::bigint), 15, '0')
            placing '7' from 13 for 0)
          || right(replace(gen_random_uuid()::text, '-', ''), 16)
        )::uuid
      $fn$;
  end if;
end
$do$;
--> statement-breakpoint
-- The workspace that the transaction names to row-level security; null if it names none.
create function payment_sync_workspace() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.workspace_id', true), '')::uuid $$;
--> statement-breakpoint
-- Trigger of every entity's table: counts each statement's rows in its transaction, whatever writes them. A statement
-- that changes nothing adds nothing.
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
    -- Deleting a workspace deletes its counts too.
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
-- Trigger of workspace_payment_configs: tells every API process, at the commit, that a webhook secret has changed, or whose
-- webhooks a connection takes (src/db/changes/change-notices.ts). The notice names the connection, never a credential.
create function payment_config_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform pg_notify('payment_config_changed', old.workspace_id || ':' || old.provider_name);
    return old;
  end if;
  if tg_op = 'INSERT'
      or (old.webhook_secret_encrypted, old.is_active, old.through_platform, old.account_id, old.livemode, old.entity_types)
      is distinct from
      (new.webhook_secret_encrypted, new.is_active, new.through_platform, new.account_id, new.livemode, new.entity_types)
    then
    perform pg_notify('payment_config_changed', new.workspace_id || ':' || new.provider_name);
  end if;
  return new;
end $$;
--> statement-breakpoint
-- Trigger of api_keys and workspaces: tells every API process, at the commit, that a key of the workspace has ended or changed,
-- or the workspace itself has (src/db/changes/change-notices.ts). A key's last use is no change.
create function api_access_changed() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'workspaces' then
    perform pg_notify('api_access_changed', old.id::text);
  elsif tg_op = 'DELETE' then
    perform pg_notify('api_access_changed', old.workspace_id::text);
  elsif (old.role, old.expires_at, old.revoked_at) is distinct from (new.role, new.expires_at, new.revoked_at) then
    perform pg_notify('api_access_changed', old.workspace_id::text);
  end if;
  return null;
end $$;
--> statement-breakpoint
-- Gives each day around `today` its partition of webhook_inbox: from two days back, because deliveries are late, to a week
-- ahead, because this may fail for days without harm. A row for each day that lacked one; `created` is false for a day with
-- more events in the default partition than are moved while writers wait (20,000 of 2 kB take well under a second): they
-- stay there. Any number of processes may call it.
-- It runs as the tables' owner, for the system role alone (src/db/policies/table-settings.ts grants it).
create function payment_sync_create_inbox_days(today date) returns table (inbox_day date, created boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $fn$
declare
  missing date[];
  waiting jsonb;
  events int;
  name text;
begin
  -- Held by all who change the partitions. Its number is used for nothing else in this database.
  perform pg_advisory_xact_lock(7401220594);
  missing := array(
    select today + n from generate_series(-2, 7) n
    where not exists (
      select from pg_inherits join pg_class on oid = inhrelid
      where inhparent = 'webhook_inbox'::regclass and relname = to_char(today + n, '"webhook_inbox_"YYYYMMDD'))
    order by 1);
  if cardinality(missing) = 0 then
    return;
  end if;
  -- In the order in which writers of events lock: the table before its partition. Attaching also locks workspaces, because
  -- it copies the foreign key.
  lock table workspaces in share row exclusive mode;
  lock table only webhook_inbox in share update exclusive mode;
  lock table webhook_inbox_default in access exclusive mode;
  -- The policies show the owner no row.
  alter table webhook_inbox_default no force row level security;
  select coalesce(jsonb_object_agg(event_day, stored), '{}') into waiting
  from (
    select event_day, count(*) as stored from webhook_inbox_default where event_day = any (missing) group by 1
  ) days;
  foreach inbox_day in array missing loop
    events := coalesce((waiting ->> inbox_day::text)::int, 0);
    created := events <= 20000;
    if created then
      name := to_char(inbox_day, '"webhook_inbox_"YYYYMMDD');
      -- Created beside the table and attached, which blocks no reader; `create table … partition of` would. It has its
      -- settings before it is attached, and after it is filled: they let the owner see no row.
      execute format('create table public.%I (like webhook_inbox including all)', name);
      if events > 0 then
        execute format(
          'with moved as (delete from webhook_inbox_default where event_day = $1 returning *)
           insert into %I select * from moved', name)
        using inbox_day;
      end if;
      execute format(
        'alter table %I enable row level security, force row level security, alter column workspace_id set statistics 0',
        name);
      execute format(
        'alter table webhook_inbox attach partition %I for values from (%L) to (%L)', name, inbox_day, inbox_day + 1);
    end if;
    return next;
  end loop;
  alter table webhook_inbox_default force row level security;
end
$fn$;
--> statement-breakpoint
-- Drops the partitions of webhook_inbox for the days before `kept_from`. A row for each; `dropped` is false for a day of
-- which an event is still to be applied. It runs as the tables' owner, for the system role alone.
create function payment_sync_drop_inbox_days(kept_from date) returns table (inbox_day date, dropped boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $fn$
declare
  name text;
  waits boolean;
begin
  perform pg_advisory_xact_lock(7401220594);
  for name in
    select relname from pg_inherits join pg_class on oid = inhrelid
    where inhparent = 'webhook_inbox'::regclass and relname ~ '^webhook_inbox_[0-9]{8}$'
      and relname < to_char(kept_from, '"webhook_inbox_"YYYYMMDD')
    order by 1
  loop
    -- The table before its partitions, as all others lock; so no replay makes an event new again after the check.
    lock table only webhook_inbox in access exclusive mode;
    execute format('alter table %I no force row level security', name);
    execute format('select exists (select from %I where state = ''stored'')', name) into waits;
    if waits then
      execute format('alter table %I force row level security', name);
    else
      execute format('drop table %I', name);
    end if;
    inbox_day := to_date(right(name, 8), 'YYYYMMDD');
    dropped := not waits;
    return next;
  end loop;
end
$fn$;
