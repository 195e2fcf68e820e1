DROP INDEX "customers_unsynced";--> statement-breakpoint
DROP INDEX "prices_unsynced";--> statement-breakpoint
DROP INDEX "products_unsynced";--> statement-breakpoint
DROP INDEX "subscriptions_unsynced";--> statement-breakpoint
ALTER TABLE "workspace_payment_configs" ADD COLUMN "conflict_policy" text DEFAULT 'provider_wins' NOT NULL;--> statement-breakpoint
CREATE INDEX "customers_unsynced" ON "customers" USING btree ("workspace_id","payment_provider","payment_sync_status","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE payment_sync_status <> 'synced';--> statement-breakpoint
CREATE INDEX "prices_unsynced" ON "prices" USING btree ("workspace_id","payment_provider","payment_sync_status","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE payment_sync_status <> 'synced';--> statement-breakpoint
CREATE INDEX "products_unsynced" ON "products" USING btree ("workspace_id","payment_provider","payment_sync_status","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE payment_sync_status <> 'synced';--> statement-breakpoint
CREATE INDEX "subscriptions_unsynced" ON "subscriptions" USING btree ("workspace_id","payment_provider","payment_sync_status","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST) WHERE payment_sync_status <> 'synced';--> statement-breakpoint
ALTER TABLE "workspace_payment_configs" ADD CONSTRAINT "workspace_payment_configs_conflict_policy" CHECK ("workspace_payment_configs"."conflict_policy" in ('provider_wins', 'local_wins', 'manual'));