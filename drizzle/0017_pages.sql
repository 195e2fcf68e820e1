CREATE TABLE "sync_pages" (
	"workspace_id" uuid NOT NULL,
	"window_id" uuid NOT NULL,
	"page" integer NOT NULL,
	"body_digest" "bytea" NOT NULL,
	"objects" integer NOT NULL,
	"has_more" boolean NOT NULL,
	"first_created" bigint,
	"last_id" text,
	"last_created" bigint,
	"straddled" text[] NOT NULL,
	"straddling" text[] NOT NULL,
	"rows_from" bigint,
	"rows_to" bigint,
	"rows_digest" uuid NOT NULL,
	CONSTRAINT "sync_pages_workspace_id_window_id_page_pk" PRIMARY KEY("workspace_id","window_id","page")
);
--> statement-breakpoint
ALTER TABLE "sync_pages" ADD CONSTRAINT "sync_pages_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_pages" ADD CONSTRAINT "sync_pages_workspace_id_window_id_sync_windows_workspace_id_id_fk" FOREIGN KEY ("workspace_id","window_id") REFERENCES "public"."sync_windows"("workspace_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- Row-level security of the new table (drizzle/0002).
alter table sync_pages enable row level security;
--> statement-breakpoint
alter table sync_pages force row level security;
--> statement-breakpoint
create policy workspace on sync_pages to payment_sync_app
  using (workspace_id = (select payment_sync_workspace())) with check (workspace_id = (select payment_sync_workspace()));
--> statement-breakpoint
grant select, insert, update, delete on sync_pages to payment_sync_app;
--> statement-breakpoint
-- As for every other table (drizzle/0009).
alter table sync_pages alter column workspace_id set statistics 0;
