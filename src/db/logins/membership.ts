import { escapeIdentifier, type ClientBase } from 'pg';
import { roles } from '../roles.ts';

/** How a login stands to the two roles. */
export interface Membership {
  readonly database: string;
  /** `server_version_num`: up to 15 a login, from 16 on each of its memberships says whether it inherits. */
  readonly version: number;
  readonly superuser: boolean;
  /** Whether `set role` works, for both. */
  readonly maySet: boolean;
  /** Whether it has a role's rights without `set role`: it then sees rows of all workspaces unasked. */
  readonly inherits: boolean;
}

/** Undefined if the server has no such login. */
export async function readMembership(client: ClientBase, login: string): Promise<Membership | undefined> {
  const { rows } = await client.query<Membership>(
    `select current_database() as database, v.number as version, l.rolsuper as superuser,
       count(r.oid) = ${roles.length}
         and bool_and(pg_has_role(l.oid, r.oid, case when v.number >= 160000 then 'set' else 'member' end)) as "maySet",
       coalesce(bool_or(pg_has_role(l.oid, r.oid, 'usage')), false) as inherits
     from pg_roles l
     cross join (select current_setting('server_version_num')::int as number) v
     left join pg_roles r on r.rolname = any ($2)
     where l.rolname = $1 group by l.oid, l.rolsuper, v.number`,
    [login, roles],
  );
  return rows[0];
}

/** The statements that make `login` a member who takes a role only by `set role`. */
export function joinRoles(login: string, { version }: Pick<Membership, 'version'>): string[] {
  const [both, name] = [roles.join(', '), escapeIdentifier(login)];
  return version >= 160_000
    ? [`grant ${both} to ${name} with inherit false, set true`]
    : [`alter role ${name} noinherit`, `grant ${both} to ${name}`];
}
