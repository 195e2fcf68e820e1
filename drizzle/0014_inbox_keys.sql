-- The daily partitions are no migration's: src/db/inbox/partitions.ts makes and drops them.
ALTER TABLE "webhook_inbox" DROP CONSTRAINT "webhook_inbox_workspace_id_payment_provider_event_day_event_id_pk";--> statement-breakpoint
ALTER TABLE "webhook_inbox" ALTER COLUMN "received_at" SET DATA TYPE timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "webhook_inbox" ALTER COLUMN "received_at" SET DEFAULT now();--> statement-breakpoint
ALTER TABLE "webhook_inbox" ADD CONSTRAINT "webhook_inbox_workspace_id_event_id_payment_provider_event_day_pk" PRIMARY KEY("workspace_id","event_id","payment_provider","event_day");--> statement-breakpoint
CREATE INDEX "webhook_inbox_by_received" ON "webhook_inbox" USING btree ("workspace_id","received_at") WHERE received_at > '-infinity';--> statement-breakpoint
CREATE INDEX "webhook_inbox_quarantined" ON "webhook_inbox" USING btree ("workspace_id","received_at") WHERE state = 'quarantined';