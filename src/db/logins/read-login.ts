import { escapeIdentifier, type ClientBase } from 'pg';
import { systemRole } from '../roles.ts';
import { joinRoles, readMembership, type Membership } from './membership.ts';

/** What is wrong with a login that API and worker use. */
export interface LoginFault {
  readonly fault: string;
  /** The SQL that mends it, run by an administrator of the server. */
  readonly mend: string;
}

export interface Login {
  readonly name: string;
  /** The tables are its own: as in development, with one URL for everything. It has rights that nothing needs at run time. */
  readonly owner: boolean;
  /** No isolation holds, or no statement works: no process starts. */
  readonly unusable: readonly LoginFault[];
  /** More rights than the two roles have. */
  readonly excess: readonly LoginFault[];
}

interface Rights {
  name: string;
  database: string;
  owner: boolean;
  /** The roles that it is or may become and that no policy binds. */
  unbound: string[];
  /** Those that may do more than the two roles. */
  powerful: string[];
  creates: boolean;
  open: boolean;
  elsewhere: string[];
}

/**
 * `postgres` and `template1` are every server's and hold nothing. A database's owner is a member of pg_database_owner, which
 * `owner` says.
 */
const rights = `
  with mine as (
    select oid, rolname, rolsuper or rolbypassrls as unbound,
      rolcreaterole or rolcreatedb or rolreplication or rolname ~ '^pg_' and rolname <> 'pg_database_owner' as powerful
    from pg_roles where pg_has_role(oid, 'member')
  )
  select current_user as name, d.datname as database,
    exists (select from mine where oid in (d.datdba, (select relowner from pg_class where oid = to_regclass('workspaces'))))
      as owner,
    array(select rolname::text from mine where unbound order by 1) as unbound,
    array(select rolname::text from mine where powerful order by 1) as powerful,
    has_schema_privilege('public', 'create') as creates,
    d.datacl is null or exists (select from aclexplode(d.datacl) where grantee = 0 and privilege_type = 'CONNECT') as open,
    array(
      select datname::text from pg_database o
      where o.oid <> d.oid and datallowconn and datname not in ('postgres', 'template1')
        and has_database_privilege(o.oid, 'connect')
      order by 1) as elsewhere
  from pg_database d where d.datname = current_database()`;

/** The connected login, and what is wrong with it. */
export async function readLogin(client: ClientBase): Promise<Login> {
  const { rows } = await client.query<Rights>(rights);
  const [found] = rows as [Rights];
  const membership = (await readMembership(client, found.name))!;
  const { name, owner } = found;
  return { name, owner, unusable: unusableAs(name, membership), excess: excessOf(found, membership) };
}

function unusableAs(name: string, membership: Membership): LoginFault[] {
  const mend = `${joinRoles(name, membership).join('; ')};`;
  if (!membership.maySet) return [{ fault: 'it may not take the two roles', mend }];
  if (!membership.inherits || membership.superuser) return [];
  return [{ fault: `it inherits ${systemRole}, so it sees all workspaces unasked`, mend }];
}

function excessOf(found: Rights, { superuser }: Membership): LoginFault[] {
  const login = escapeIdentifier(found.name);
  // It may do all the rest too.
  if (superuser)
    return [{ fault: 'it is a superuser, whom no policy binds', mend: `alter role ${login} nosuperuser;` }];
  const rid = (role: string, options: string): string =>
    role === found.name
      ? `alter role ${login} ${options};`
      : `revoke ${escapeIdentifier(role)} from ${login};`;
  const unbound = found.unbound.map((role) => ({
    fault: role === found.name ? 'no policy binds it' : `it may become ${role}, which no policy binds`,
    mend: rid(role, 'nobypassrls'),
  }));
  // What an owner has beyond the two roles, it needs for migrations.
  if (found.owner) return unbound;
  const other = found.powerful.filter((role) => role === found.name || !found.unbound.includes(role));
  const powerful = other.map((role) => ({
    fault: role === found.name ? 'it may make roles or databases, or replicate' : `it may become ${role}`,
    mend: rid(role, 'nocreaterole nocreatedb noreplication'),
  }));
  const closed = (database: string, fault: string): LoginFault => ({
    fault,
    mend: `revoke all on database ${escapeIdentifier(database)} from public;`,
  });
  return [
    ...unbound,
    ...powerful,
    ...(found.creates
      ? [{ fault: 'it may create in public', mend: 'revoke create on schema public from public;' }]
      : []),
    ...(found.open ? [closed(found.database, `every login may connect to ${found.database}`)] : []),
    ...found.elsewhere.map((database) => closed(database, `it may connect to ${database}`)),
  ];
}
