CREATE TABLE "api_keys" (
	"workspace_id" uuid NOT NULL,
	"id" uuid DEFAULT payment_sync_uuid() NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"key_hint" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "api_keys_hash" UNIQUE("workspace_id","key_hash"),
	CONSTRAINT "api_keys_role" CHECK ("api_keys"."role" in ('viewer', 'operator', 'owner'))
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"workspace_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text,
	"remote_address" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_log_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"workspace_id" uuid NOT NULL,
	"id" uuid DEFAULT payment_sync_uuid() NOT NULL,
	"payment_provider" text NOT NULL,
	"external_id" text NOT NULL,
	"provider_data" jsonb,
	"provider_digest" uuid,
	"provider_created_at" timestamp with time zone,
	"livemode" boolean,
	"snapshot_from" timestamp with time zone,
	"snapshot_to" timestamp with time zone,
	"source" text DEFAULT 'local' NOT NULL,
	"source_session_id" uuid,
	"payment_sync_status" text DEFAULT 'pending' NOT NULL,
	"payment_synced_at" timestamp with time zone,
	"payment_sync_version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	"email" text,
	"name" text,
	"phone" text,
	CONSTRAINT "customers_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "customers_external_id" UNIQUE("workspace_id","payment_provider","external_id"),
	CONSTRAINT "customers_payment_sync_status" CHECK (payment_sync_status in ('pending', 'synced', 'conflict', 'failed')),
	CONSTRAINT "customers_source" CHECK (source in ('list', 'event', 'fetch', 'local'))
);
--> statement-breakpoint
CREATE TABLE "payment_sync_events" (
	"workspace_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "payment_sync_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"session_id" uuid,
	"provider_name" text NOT NULL,
	"entity_type" text,
	"entity_id" uuid,
	"external_id" text,
	"event_type" text NOT NULL,
	"event_message" text,
	"event_details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_sync_events_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "payment_sync_events_type" CHECK (event_type in ('page_synced', 'entity_synced', 'entity_deleted', 'entity_conflict', 'entity_failed', 'session_started', 'session_resumed', 'session_waiting', 'session_completed', 'session_failed', 'session_cancelled'))
);
--> statement-breakpoint
CREATE TABLE "payment_sync_sessions" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"provider_name" text NOT NULL,
	"provider_config_id" uuid NOT NULL,
	"session_type" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"entity_types" text[] NOT NULL,
	"sync_mode" text NOT NULL,
	"batch_size" integer DEFAULT 100 NOT NULL,
	"max_concurrent_workers" integer DEFAULT 3 NOT NULL,
	"config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"progress" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"error_summary" jsonb,
	"performance_metrics" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"workflow_id" text NOT NULL,
	"run_id" text NOT NULL,
	"started_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "payment_sync_sessions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "payment_sync_sessions_status" CHECK ("payment_sync_sessions"."status" in ('pending', 'running', 'completed', 'failed', 'cancelled')),
	CONSTRAINT "payment_sync_sessions_type" CHECK ("payment_sync_sessions"."session_type" in ('initial_sync', 'incremental_sync', 'webhook_sync')),
	CONSTRAINT "payment_sync_sessions_mode" CHECK ("payment_sync_sessions"."sync_mode" in ('full', 'incremental', 'delta')),
	CONSTRAINT "payment_sync_sessions_batch_size" CHECK ("payment_sync_sessions"."batch_size" between 1 and 100)
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"workspace_id" uuid NOT NULL,
	"id" uuid DEFAULT payment_sync_uuid() NOT NULL,
	"payment_provider" text NOT NULL,
	"external_id" text NOT NULL,
	"provider_data" jsonb,
	"provider_digest" uuid,
	"provider_created_at" timestamp with time zone,
	"livemode" boolean,
	"snapshot_from" timestamp with time zone,
	"snapshot_to" timestamp with time zone,
	"source" text DEFAULT 'local' NOT NULL,
	"source_session_id" uuid,
	"payment_sync_status" text DEFAULT 'pending' NOT NULL,
	"payment_synced_at" timestamp with time zone,
	"payment_sync_version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	"product_external_id" text,
	"active" boolean,
	"currency" text,
	"type" text,
	"nickname" text,
	"lookup_key" text,
	"unit_amount" bigint,
	"unit_amount_decimal" numeric,
	"recurring_interval" text,
	"recurring_interval_count" integer,
	CONSTRAINT "prices_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "prices_external_id" UNIQUE("workspace_id","payment_provider","external_id"),
	CONSTRAINT "prices_payment_sync_status" CHECK (payment_sync_status in ('pending', 'synced', 'conflict', 'failed')),
	CONSTRAINT "prices_source" CHECK (source in ('list', 'event', 'fetch', 'local'))
);
--> statement-breakpoint
CREATE TABLE "products" (
	"workspace_id" uuid NOT NULL,
	"id" uuid DEFAULT payment_sync_uuid() NOT NULL,
	"payment_provider" text NOT NULL,
	"external_id" text NOT NULL,
	"provider_data" jsonb,
	"provider_digest" uuid,
	"provider_created_at" timestamp with time zone,
	"livemode" boolean,
	"snapshot_from" timestamp with time zone,
	"snapshot_to" timestamp with time zone,
	"source" text DEFAULT 'local' NOT NULL,
	"source_session_id" uuid,
	"payment_sync_status" text DEFAULT 'pending' NOT NULL,
	"payment_synced_at" timestamp with time zone,
	"payment_sync_version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	"name" text,
	"description" text,
	"active" boolean,
	"default_price_external_id" text,
	CONSTRAINT "products_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "products_external_id" UNIQUE("workspace_id","payment_provider","external_id"),
	CONSTRAINT "products_payment_sync_status" CHECK (payment_sync_status in ('pending', 'synced', 'conflict', 'failed')),
	CONSTRAINT "products_source" CHECK (source in ('list', 'event', 'fetch', 'local'))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"workspace_id" uuid NOT NULL,
	"id" uuid DEFAULT payment_sync_uuid() NOT NULL,
	"payment_provider" text NOT NULL,
	"external_id" text NOT NULL,
	"provider_data" jsonb,
	"provider_digest" uuid,
	"provider_created_at" timestamp with time zone,
	"livemode" boolean,
	"snapshot_from" timestamp with time zone,
	"snapshot_to" timestamp with time zone,
	"source" text DEFAULT 'local' NOT NULL,
	"source_session_id" uuid,
	"payment_sync_status" text DEFAULT 'pending' NOT NULL,
	"payment_synced_at" timestamp with time zone,
	"payment_sync_version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	"customer_external_id" text,
	"status" text,
	"currency" text,
	"current_period_start" timestamp with time zone,
	"current_period_end" timestamp with time zone,
	"cancel_at_period_end" boolean,
	"canceled_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"trial_end" timestamp with time zone,
	CONSTRAINT "subscriptions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "subscriptions_external_id" UNIQUE("workspace_id","payment_provider","external_id"),
	CONSTRAINT "subscriptions_payment_sync_status" CHECK (payment_sync_status in ('pending', 'synced', 'conflict', 'failed')),
	CONSTRAINT "subscriptions_source" CHECK (source in ('list', 'event', 'fetch', 'local'))
);
--> statement-breakpoint
CREATE TABLE "sync_cursors" (
	"workspace_id" uuid NOT NULL,
	"payment_provider" text NOT NULL,
	"entity_type" text NOT NULL,
	"listing_id" uuid NOT NULL,
	"listing_session_id" uuid NOT NULL,
	"listing_started_at" timestamp with time zone NOT NULL,
	"listing_finished_at" timestamp with time zone,
	"verified_from" timestamp with time zone,
	"verified_to" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_cursors_workspace_id_payment_provider_entity_type_pk" PRIMARY KEY("workspace_id","payment_provider","entity_type")
);
--> statement-breakpoint
CREATE TABLE "sync_rechecks" (
	"workspace_id" uuid NOT NULL,
	"payment_provider" text NOT NULL,
	"entity_type" text NOT NULL,
	"external_id" text NOT NULL,
	"reason" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sync_rechecks_workspace_id_payment_provider_entity_type_external_id_pk" PRIMARY KEY("workspace_id","payment_provider","entity_type","external_id")
);
--> statement-breakpoint
CREATE TABLE "sync_windows" (
	"workspace_id" uuid NOT NULL,
	"id" uuid DEFAULT payment_sync_uuid() NOT NULL,
	"payment_provider" text NOT NULL,
	"entity_type" text NOT NULL,
	"listing_id" uuid NOT NULL,
	"created_gte" bigint,
	"created_lt" bigint,
	"cursor" text,
	"cursor_created" bigint,
	"pages" integer DEFAULT 0 NOT NULL,
	"listed" integer DEFAULT 0 NOT NULL,
	"written" integer DEFAULT 0 NOT NULL,
	"claim" uuid,
	"closed_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_windows_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"workspace_id" uuid NOT NULL,
	"id" uuid DEFAULT payment_sync_uuid() NOT NULL,
	"subject" text NOT NULL,
	"email" text,
	"name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "users_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "users_subject" UNIQUE("workspace_id","subject")
);
--> statement-breakpoint
CREATE TABLE "webhook_inbox" (
	"workspace_id" uuid NOT NULL,
	"payment_provider" text NOT NULL,
	"event_day" date NOT NULL,
	"event_id" text NOT NULL,
	"event_type" text NOT NULL,
	"event_created_at" timestamp with time zone NOT NULL,
	"api_version" text,
	"object_id" text,
	"payload" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'stored' NOT NULL,
	"state_reason" text,
	"state_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"session_id" uuid,
	CONSTRAINT "webhook_inbox_workspace_id_payment_provider_event_day_event_id_pk" PRIMARY KEY("workspace_id","payment_provider","event_day","event_id"),
	CONSTRAINT "webhook_inbox_state" CHECK (state in ('stored', 'applied', 'stale', 'ignored', 'quarantined'))
) PARTITION BY RANGE ("event_day");
--> statement-breakpoint
CREATE TABLE "webhook_inbox_default" PARTITION OF "webhook_inbox" DEFAULT;
--> statement-breakpoint
CREATE TABLE "workspace_payment_configs" (
	"workspace_id" uuid NOT NULL,
	"id" uuid DEFAULT payment_sync_uuid() NOT NULL,
	"provider_name" text NOT NULL,
	"api_key_encrypted" "bytea" NOT NULL,
	"api_key_hint" text NOT NULL,
	"webhook_secret_encrypted" "bytea",
	"account_id" text NOT NULL,
	"account_created_at" timestamp with time zone,
	"livemode" boolean NOT NULL,
	"config_data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"webhook_endpoint_id" text,
	"webhook_url" text,
	"is_active" boolean DEFAULT true NOT NULL,
	"last_sync_at" timestamp with time zone,
	"sync_status" text DEFAULT 'never_synced' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	CONSTRAINT "workspace_payment_configs_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "workspace_payment_configs_provider" UNIQUE("workspace_id","provider_name"),
	CONSTRAINT "workspace_payment_configs_sync_status" CHECK ("workspace_payment_configs"."sync_status" in ('never_synced', 'active', 'failed', 'disabled'))
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY DEFAULT payment_sync_uuid() NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_sync_events" ADD CONSTRAINT "payment_sync_events_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_sync_sessions" ADD CONSTRAINT "payment_sync_sessions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_sync_sessions" ADD CONSTRAINT "payment_sync_sessions_workspace_id_provider_config_id_workspace_payment_configs_workspace_id_id_fk" FOREIGN KEY ("workspace_id","provider_config_id") REFERENCES "public"."workspace_payment_configs"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_cursors" ADD CONSTRAINT "sync_cursors_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_rechecks" ADD CONSTRAINT "sync_rechecks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_windows" ADD CONSTRAINT "sync_windows_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_inbox" ADD CONSTRAINT "webhook_inbox_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_payment_configs" ADD CONSTRAINT "workspace_payment_configs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_payment_configs" ADD CONSTRAINT "workspace_payment_configs_workspace_id_created_by_users_workspace_id_id_fk" FOREIGN KEY ("workspace_id","created_by") REFERENCES "public"."users"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customers_by_provider_created" ON "customers" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "customers_unsynced" ON "customers" USING btree ("workspace_id","payment_sync_status","external_id") WHERE payment_sync_status <> 'synced';--> statement-breakpoint
CREATE INDEX "payment_sync_events_by_session" ON "payment_sync_events" USING btree ("workspace_id","session_id","id");--> statement-breakpoint
CREATE INDEX "payment_sync_events_by_object" ON "payment_sync_events" USING btree ("workspace_id","external_id","id") WHERE "payment_sync_events"."external_id" is not null;--> statement-breakpoint
CREATE INDEX "payment_sync_sessions_by_created" ON "payment_sync_sessions" USING btree ("workspace_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "payment_sync_sessions_by_provider" ON "payment_sync_sessions" USING btree ("workspace_id","provider_name","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "payment_sync_sessions_by_status" ON "payment_sync_sessions" USING btree ("workspace_id","status","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "payment_sync_sessions_active" ON "payment_sync_sessions" USING btree ("updated_at") WHERE "payment_sync_sessions"."status" in ('pending', 'running');--> statement-breakpoint
CREATE INDEX "prices_by_provider_created" ON "prices" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "prices_unsynced" ON "prices" USING btree ("workspace_id","payment_sync_status","external_id") WHERE payment_sync_status <> 'synced';--> statement-breakpoint
CREATE INDEX "prices_by_product" ON "prices" USING btree ("workspace_id","payment_provider","product_external_id","external_id");--> statement-breakpoint
CREATE INDEX "products_by_provider_created" ON "products" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "products_unsynced" ON "products" USING btree ("workspace_id","payment_sync_status","external_id") WHERE payment_sync_status <> 'synced';--> statement-breakpoint
CREATE INDEX "subscriptions_by_provider_created" ON "subscriptions" USING btree ("workspace_id","payment_provider","provider_created_at" DESC NULLS LAST,"external_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "subscriptions_unsynced" ON "subscriptions" USING btree ("workspace_id","payment_sync_status","external_id") WHERE payment_sync_status <> 'synced';--> statement-breakpoint
CREATE INDEX "sync_rechecks_by_age" ON "sync_rechecks" USING btree ("workspace_id","payment_provider","requested_at");--> statement-breakpoint
CREATE INDEX "sync_windows_by_listing" ON "sync_windows" USING btree ("workspace_id","payment_provider","entity_type","listing_id");--> statement-breakpoint
CREATE INDEX "webhook_inbox_stored" ON "webhook_inbox" USING btree ("workspace_id","payment_provider","received_at") WHERE state = 'stored';--> statement-breakpoint
CREATE INDEX "workspace_payment_configs_by_provider" ON "workspace_payment_configs" USING btree ("provider_name","is_active","last_sync_at");