import { escapeIdentifier, type Client } from 'pg';
import { SyncError } from '../../domain/sync-error.ts';
import { roles } from '../roles.ts';
import { asSyncError } from '../transaction/sqlstate.ts';
import { joinRoles, readMembership } from './membership.ts';

/**
 * Makes the two roles, and lets `login` (of DATABASE_URL) take them and connect; from then on no other login may, unless it
 * is granted to it. Run by the owner, which may be the same. Changes only what is not so already. Throws `SyncError` with
 * the statements for an administrator if the owner may not.
 */
export async function prepareLogins(owner: Client, login: string): Promise<void> {
  await createRoles(owner);
  await admitToRoles(owner, login);
  await closeDatabase(owner, login);
}

/** Roles belong to the server, not to a database, so another database's migration may have made them already. */
async function createRoles(owner: Client): Promise<void> {
  for (const role of roles) {
    const create = `create role ${role} nologin nosuperuser nobypassrls noinherit`;
    await orAskAdministrator([create], async () => {
      await owner.query(`
        do $$ begin
          if not exists (select from pg_roles where rolname = '${role}') then ${create}; end if;
        exception when duplicate_object or unique_violation then null; -- another process has just made it
        end $$`);
    });
  }
}

async function admitToRoles(owner: Client, login: string): Promise<void> {
  const membership = await readMembership(owner, login);
  if (membership === undefined)
    throw refused([`create role ${escapeIdentifier(login)} login noinherit password '…'`]);
  if (membership.superuser || (membership.maySet && !membership.inherits)) return;
  const statements = [
    ...(login === owner.user && membership.version < 160_000 ? [keepSchema(login)] : []),
    ...joinRoles(login, membership),
  ];
  await orAskAdministrator(statements, async () => {
    for (const statement of statements) await owner.query(statement);
    // If somebody else granted it with inheriting, that grant still holds.
    const { maySet, inherits } = (await readMembership(owner, login))!;
    if (!maySet || inherits) throw refused(statements);
  });
}

/** Up to 15, an owner that inherits nothing lacks what it has in `public` as the database's owner. */
const keepSchema = (owner: string): string =>
  `grant usage, create on schema public to ${escapeIdentifier(owner)} with grant option`;

/**
 * Everybody may connect to a new database. The two roles belong to the server: a login of another deployment on it could
 * connect, take them, and see all workspaces here. A database of another's stays as it is: `readLogin` says so.
 */
async function closeDatabase(owner: Client, login: string): Promise<void> {
  const { rows } = await owner.query<{ name: string; ours: boolean; open: boolean; admitted: boolean }>(
    `select datname as name, pg_has_role(datdba, 'member') as ours, datacl is null or exists (
         select from aclexplode(datacl) where grantee = 0
       ) as open, datdba = $1::regrole or exists (
         select from aclexplode(datacl) where grantee = $1::regrole and privilege_type = 'CONNECT'
       ) as admitted
     from pg_database where datname = current_database()`,
    [escapeIdentifier(login)],
  );
  const { name, ours, open, admitted } = rows[0]!;
  const database = escapeIdentifier(name);
  const statements = [
    ...(admitted ? [] : [`grant connect on database ${database} to ${escapeIdentifier(login)}`]),
    ...(open ? [`revoke all on database ${database} from public`] : []),
  ];
  for (const statement of ours ? statements : []) await owner.query(statement);
}

async function orAskAdministrator(statements: readonly string[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw asSyncError(cause).retryable ? cause : refused(statements, cause);
  }
}

const refused = (statements: readonly string[], cause?: unknown): SyncError =>
  new SyncError(
    'database_refused',
    `The migration's login may not do this itself. Have an administrator of the server run, then migrate again: ${statements.join('; ')};`,
    { cause },
  );
