-- Row-level security, by hand: drizzle-kit knows no FORCE, and the two roles are made by src/db/roles.ts beforehand.
-- payment_sync_app sees the one workspace that its transaction names in app.workspace_id, and nothing where none is
-- named. payment_sync_system serves the few jobs that look across workspaces (src/db/system.ts). The owner sees nothing.
create function payment_sync_workspace() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.workspace_id', true), '')::uuid $$;
--> statement-breakpoint
do $do$
declare
  name text;
begin
  foreach name in array array[
    'api_keys', 'audit_log', 'customers', 'payment_sync_events', 'payment_sync_sessions', 'prices', 'products',
    'subscriptions', 'sync_cursors', 'sync_rechecks', 'sync_windows', 'users', 'webhook_inbox',
    'workspace_payment_configs'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy workspace on %I to payment_sync_app '
      'using (workspace_id = (select payment_sync_workspace())) '
      'with check (workspace_id = (select payment_sync_workspace()))', name);
    execute format('grant select, insert, update, delete on %I to payment_sync_app', name);
  end loop;
end
$do$;
--> statement-breakpoint
alter table workspaces enable row level security;
--> statement-breakpoint
alter table workspaces force row level security;
--> statement-breakpoint
create policy workspace on workspaces to payment_sync_app
  using (id = (select payment_sync_workspace())) with check (id = (select payment_sync_workspace()));
--> statement-breakpoint
grant select, update on workspaces to payment_sync_app;
--> statement-breakpoint
-- Append-only: who may write the log may not rewrite it.
revoke update, delete on audit_log from payment_sync_app;
--> statement-breakpoint
create policy system on workspaces to payment_sync_system using (true) with check (true);
--> statement-breakpoint
grant select, insert on workspaces to payment_sync_system;
--> statement-breakpoint
create policy system on payment_sync_sessions for select to payment_sync_system using (true);
--> statement-breakpoint
grant select on payment_sync_sessions to payment_sync_system;
--> statement-breakpoint
create policy system on workspace_payment_configs for select to payment_sync_system using (true);
--> statement-breakpoint
-- Never the credentials: what looks across workspaces has no use for them.
grant select (workspace_id, id, provider_name, account_id, livemode, is_active, last_sync_at, sync_status, created_at)
  on workspace_payment_configs to payment_sync_system;
