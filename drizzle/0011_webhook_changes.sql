ALTER TABLE "workspace_payment_configs" ADD COLUMN "webhook_problem" jsonb;
--> statement-breakpoint
-- Every API process keeps webhook secrets decrypted: it hears in the moment of the commit that they are others now
-- (src/db/connections/secret-changes.ts). The notice names the connection, never a credential.
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
create trigger payment_config_changed after insert or update or delete on workspace_payment_configs
  for each row execute function payment_config_changed();
