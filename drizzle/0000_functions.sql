-- A UUIDv7 on every supported server: PostgreSQL 18 has its own, older ones get the same bits from random ones.
-- The timestamp overwrites the first 48 bits; bits 52 and 53 turn version 4 (0100) into version 7 (0111).
do $do$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create function payment_sync_uuid() returns uuid language sql volatile parallel safe
      as 'select uuidv7()';
  else
    create function payment_sync_uuid() returns uuid language sql volatile parallel safe
      as $fn$
        select encode(
          set_bit(
            set_bit(
              overlay(
                uuid_send(gen_random_uuid())
                placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                from 1 for 6),
              52, 1),
            53, 1),
          'hex')::uuid
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
-- Trigger of workspace_payment_configs: tells every API process, at the commit, that a webhook secret has changed
-- (src/db/changes/change-notices.ts). The notice names the connection, never a credential.
create function payment_config_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform pg_notify('payment_config_changed', old.workspace_id || ':' || old.provider_name);
    return old;
  end if;
  if tg_op = 'INSERT' or (old.webhook_secret_encrypted, old.is_active)
      is distinct from (new.webhook_secret_encrypted, new.is_active) then
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
