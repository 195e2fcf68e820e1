CREATE TABLE "sync_reads" (
	"workspace_id" uuid NOT NULL,
	"payment_provider" text NOT NULL,
	"day" date NOT NULL,
	"requests" bigint NOT NULL,
	CONSTRAINT "sync_reads_workspace_id_payment_provider_day_pk" PRIMARY KEY("workspace_id","payment_provider","day")
);
--> statement-breakpoint
ALTER TABLE "workspace_payment_configs" ADD COLUMN "read_budget" integer;--> statement-breakpoint
ALTER TABLE "sync_reads" ADD CONSTRAINT "sync_reads_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_payment_configs" ADD CONSTRAINT "workspace_payment_configs_read_budget" CHECK ("workspace_payment_configs"."read_budget" > 0);
--> statement-breakpoint
-- Row-level security of the new table (drizzle/0002).
alter table sync_reads enable row level security;
--> statement-breakpoint
alter table sync_reads force row level security;
--> statement-breakpoint
create policy workspace on sync_reads to payment_sync_app
  using (workspace_id = (select payment_sync_workspace())) with check (workspace_id = (select payment_sync_workspace()));
--> statement-breakpoint
grant select, insert, update, delete on sync_reads to payment_sync_app;
--> statement-breakpoint
-- As for every other table (drizzle/0009).
alter table sync_reads alter column workspace_id set statistics 0;
