import type { ClientBase } from 'pg';
import { ownersFunctions } from '../inbox/partitions.ts';
import { appRole, systemRole } from '../roles.ts';
import { triggerFunctions } from './table-settings.ts';

/** A setting that the database has. */
export interface FoundSetting {
  readonly fact: string;
  /** The SQL that takes it back; null if it can only be replaced. */
  readonly undo: string | null;
}

const roles = `select oid, rolname from pg_roles where rolname in ('${appRole}', '${systemRole}')`;
const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** $1: names of tables. Reads their partitions too, but neither other roles' settings nor triggers set elsewhere. */
const text = `
with named as (
  select oid, relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname = any ($1)
), t as (
  select * from named
  union all
  select c.oid, c.relname from pg_inherits i join named n on n.oid = i.inhparent join pg_class c on c.oid = i.inhrelid
), role as (${roles}), owned as (
  select proname, proacl from pg_proc
  where pronamespace = 'public'::regnamespace and proname in (${quoted(ownersFunctions)})
), privilege as (
  select t.name, a.*, null as column from t join pg_class c using (oid), aclexplode(c.relacl) a
  union all
  select t.name, x.*, a.attname from t join pg_attribute a on a.attrelid = t.oid, aclexplode(a.attacl) x
)
select format('%s: row-level security, forced', name) as fact, null as undo
from t join pg_class c using (oid) where c.relrowsecurity and c.relforcerowsecurity
union all
select format('%s: no statistics of workspace_id', name), null
from t join pg_attribute a on a.attrelid = t.oid where a.attname = 'workspace_id' and a.attstattarget = 0
union all
select format('%s: provider_data stored external', name), null
from t join pg_attribute a on a.attrelid = t.oid where a.attname = 'provider_data' and a.attstorage = 'e'
union all
select format('%s: policy %s for %s to %s', name, polname,
    case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
    (select string_agg(case to_role when 0 then 'public' else to_role::regrole::text end, ', ') from unnest(polroles) to_role))
    || coalesce(' using (' || pg_get_expr(polqual, oid) || ')', '')
    || coalesce(' with check (' || pg_get_expr(polwithcheck, oid) || ')', ''),
  format('drop policy %I on %I', polname, name)
from t join (select polrelid, polname, polcmd, polroles, polqual, polwithcheck from pg_policy) p on p.polrelid = t.oid
where polroles && array(select oid from role)
union all
select format('%s: %s may %s', name, rolname, lower(privilege_type)) || coalesce(' ' || "column", ''),
  format('revoke %s%s on %I from %I', privilege_type, ' (' || quote_ident("column") || ')', name, rolname)
from privilege join role on role.oid = grantee
union all
select format('%s: %s', name, pg_get_triggerdef(g.oid, true)), format('drop trigger %I on %I', tgname, name)
from t join pg_trigger g on g.tgrelid = t.oid join pg_proc p on p.oid = g.tgfoid
where not tgisinternal and p.proname in (${quoted(triggerFunctions)})
union all
select format('schema: %s may use it', rolname), null
from pg_namespace n, aclexplode(n.nspacl) a join role on role.oid = a.grantee
where n.oid = 'public'::regnamespace and privilege_type = 'USAGE'
union all
select format('%s: %s may execute', proname, rolname), format('revoke all on function %I from %I', proname, rolname)
from owned, aclexplode(proacl) a join role on role.oid = a.grantee
union all
select format('%s: not for everybody', proname), null
from owned where proacl is not null and 0 <> all (select grantee from aclexplode(proacl))
union all
select 'schema drizzle: everybody may use it', null
from pg_namespace, aclexplode(nspacl) where nspname = 'drizzle' and grantee = 0 and privilege_type = 'USAGE'
union all
select 'drizzle.__drizzle_migrations: everybody may select', null
from pg_class, aclexplode(relacl)
where oid = to_regclass('drizzle.__drizzle_migrations') and grantee = 0 and privilege_type = 'SELECT'`;

/** The settings that these tables and their partitions have. */
export async function readSettings(client: ClientBase, tables: readonly string[]): Promise<FoundSetting[]> {
  const { rows } = await client.query<FoundSetting>(text, [tables]);
  return rows;
}

/** The names of a table's partitions. */
export async function readPartitions(client: ClientBase, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_inherits join pg_class p on p.oid = inhparent join pg_class c on c.oid = inhrelid
     where p.relnamespace = 'public'::regnamespace and p.relname = any ($1)`,
    [tables],
  );
  return rows.map(({ name }) => name);
}
