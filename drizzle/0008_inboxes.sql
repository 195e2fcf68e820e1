CREATE TABLE "sync_inboxes" (
	"workspace_id" uuid NOT NULL,
	"payment_provider" text NOT NULL,
	"holder" uuid,
	"held_until" timestamp with time zone,
	"wake_until" timestamp with time zone,
	"pending_since" timestamp with time zone,
	"events_read_until" timestamp with time zone,
	CONSTRAINT "sync_inboxes_workspace_id_payment_provider_pk" PRIMARY KEY("workspace_id","payment_provider")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "source_event_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "prices" ADD COLUMN "source_event_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "source_event_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "source_event_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sync_inboxes" ADD CONSTRAINT "sync_inboxes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sync_inboxes_pending" ON "sync_inboxes" USING btree ("pending_since") WHERE "sync_inboxes"."pending_since" is not null;--> statement-breakpoint
alter table sync_inboxes enable row level security;
--> statement-breakpoint
alter table sync_inboxes force row level security;
--> statement-breakpoint
create policy workspace on sync_inboxes to payment_sync_app
  using (workspace_id = (select payment_sync_workspace())) with check (workspace_id = (select payment_sync_workspace()));
--> statement-breakpoint
grant select, insert, update, delete on sync_inboxes to payment_sync_app;
--> statement-breakpoint
create policy system on sync_inboxes to payment_sync_system using (true) with check (true);
--> statement-breakpoint
grant select, update on sync_inboxes to payment_sync_system;
