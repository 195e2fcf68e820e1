ALTER TABLE "payment_sync_sessions" ADD COLUMN "queued_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "payment_sync_sessions_queued" ON "payment_sync_sessions" USING btree ("queued_at","id") WHERE "payment_sync_sessions"."status" = 'pending' and "payment_sync_sessions"."queued_at" is not null;
--> statement-breakpoint
-- Which session begins when places are few is decided over all workspaces: that, and nothing else of a session.
create policy system_admits on payment_sync_sessions for update to payment_sync_system using (true) with check (true);
--> statement-breakpoint
grant update (status, queued_at, started_at, updated_at) on payment_sync_sessions to payment_sync_system;
