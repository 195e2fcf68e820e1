-- Plan for every workspace as for an average one. With statistics of workspace_id, a workspace that they do not list yet
-- (each one's first sync) is taken to have one row: all indexes look alike then, and asking for one customer read the
-- whole workspace through another index (measured: 5,300 pages instead of 6 for 20,000 rows). Without them Postgres
-- assumes a two-hundredth of the table for each.
do $do$
declare
  name text;
begin
  for name in
    select c.oid::regclass from pg_class c join pg_attribute a on a.attrelid = c.oid
    where a.attname = 'workspace_id' and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
  loop
    execute format('alter table %s alter column workspace_id set statistics 0', name);
  end loop;
end
$do$;
