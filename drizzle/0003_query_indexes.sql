CREATE TABLE "payment_sync_counts" (
	"workspace_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "payment_sync_counts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"payment_provider" text NOT NULL,
	"entity_type" text NOT NULL,
	"day" date DEFAULT (now() at time zone 'utc')::date NOT NULL,
	"payment_sync_status" text NOT NULL,
	"deleted" boolean NOT NULL,
	"rows" bigint NOT NULL,
	"written" bigint NOT NULL,
	CONSTRAINT "payment_sync_counts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
DROP INDEX "customers_by_provider_created";--> statement-breakpoint
DROP INDEX "customers_unsynced";--> statement-breakpoint
DROP INDEX "payment_sync_sessions_by_created";--> statement-breakpoint
DROP INDEX "payment_sync_sessions_by_provider";--> statement-breakpoint
DROP INDEX "payment_sync_sessions_by_status";--> statement-breakpoint
DROP INDEX "prices_by_provider_created";--> statement-breakpoint
DROP INDEX "prices_unsynced";--> statement-breakpoint
DROP INDEX "products_by_provider_created";--> statement-breakpoint
DROP INDEX "products_unsynced";--> statement-breakpoint
DROP INDEX "subscriptions_by_provider_created";--> statement-breakpoint
DROP INDEX "subscriptions_unsynced";--> statement-breakpoint
ALTER TABLE "payment_sync_counts" ADD CONSTRAINT "payment_sync_counts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customers_deleted" ON "customers" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "payment_sync_events_by_provider" ON "payment_sync_events" USING btree ("workspace_id","provider_name","id");--> statement-breakpoint
CREATE INDEX "payment_sync_events_by_entity_type" ON "payment_sync_events" USING btree ("workspace_id","entity_type","id");--> statement-breakpoint
CREATE INDEX "payment_sync_events_by_event_type" ON "payment_sync_events" USING btree ("workspace_id","event_type","id");--> statement-breakpoint
CREATE INDEX "prices_deleted" ON "prices" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "products_deleted" ON "products" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "subscriptions_deleted" ON "subscriptions" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "customers_by_provider_created" ON "customers" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "customers_unsynced" ON "customers" USING btree ("workspace_id","payment_provider","payment_sync_status","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE payment_sync_status <> 'synced' and deleted_at is null;--> statement-breakpoint
CREATE INDEX "payment_sync_sessions_by_created" ON "payment_sync_sessions" USING btree ("workspace_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "payment_sync_sessions_by_provider" ON "payment_sync_sessions" USING btree ("workspace_id","provider_name","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "payment_sync_sessions_by_status" ON "payment_sync_sessions" USING btree ("workspace_id","status","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST,"provider_name") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "prices_by_provider_created" ON "prices" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "prices_unsynced" ON "prices" USING btree ("workspace_id","payment_provider","payment_sync_status","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE payment_sync_status <> 'synced' and deleted_at is null;--> statement-breakpoint
CREATE INDEX "products_by_provider_created" ON "products" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "products_unsynced" ON "products" USING btree ("workspace_id","payment_provider","payment_sync_status","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE payment_sync_status <> 'synced' and deleted_at is null;--> statement-breakpoint
CREATE INDEX "subscriptions_by_provider_created" ON "subscriptions" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "subscriptions_unsynced" ON "subscriptions" USING btree ("workspace_id","payment_provider","payment_sync_status","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE payment_sync_status <> 'synced' and deleted_at is null;