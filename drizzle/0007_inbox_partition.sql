-- A partition has row-level security of its own for whoever names it instead of its table. Nobody is let in: the
-- application reaches partitions through webhook_inbox and that table's policy.
alter table webhook_inbox_default enable row level security;
--> statement-breakpoint
alter table webhook_inbox_default force row level security;
