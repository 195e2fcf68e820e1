CREATE TABLE "sync_schedules" (
	"workspace_id" uuid NOT NULL,
	"payment_provider" text NOT NULL,
	"session_type" text NOT NULL,
	"entity_types" text[] NOT NULL,
	"cron" text,
	"every_seconds" integer,
	"jitter_seconds" integer NOT NULL,
	"time_zone" text NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"last_run_at" timestamp with time zone,
	"last_outcome" text,
	"last_reason" text,
	"last_session_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_schedules_workspace_id_payment_provider_pk" PRIMARY KEY("workspace_id","payment_provider"),
	CONSTRAINT "sync_schedules_session_type" CHECK ("sync_schedules"."session_type" in ('initial_sync', 'incremental_sync')),
	CONSTRAINT "sync_schedules_timing" CHECK (num_nonnulls("sync_schedules"."cron", "sync_schedules"."every_seconds") = 1),
	CONSTRAINT "sync_schedules_every_seconds" CHECK ("sync_schedules"."every_seconds" >= 60),
	CONSTRAINT "sync_schedules_jitter_seconds" CHECK ("sync_schedules"."jitter_seconds" >= 0),
	CONSTRAINT "sync_schedules_last_outcome" CHECK ("sync_schedules"."last_outcome" in ('started', 'skipped', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "sync_schedules" ADD CONSTRAINT "sync_schedules_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- Row-level security of the new table (drizzle/0002). The repair of Temporal's schedules reads it over all workspaces.
alter table sync_schedules enable row level security;
--> statement-breakpoint
alter table sync_schedules force row level security;
--> statement-breakpoint
create policy workspace on sync_schedules to payment_sync_app
  using (workspace_id = (select payment_sync_workspace())) with check (workspace_id = (select payment_sync_workspace()));
--> statement-breakpoint
grant select, insert, update, delete on sync_schedules to payment_sync_app;
--> statement-breakpoint
create policy system on sync_schedules for select to payment_sync_system using (true);
--> statement-breakpoint
grant select on sync_schedules to payment_sync_system;
--> statement-breakpoint
-- As for every other table (drizzle/0009).
alter table sync_schedules alter column workspace_id set statistics 0;
