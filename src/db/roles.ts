import type { Client } from 'pg';
import { SyncError } from '../domain/sync-error.ts';

/** The role of every workspace's transaction: no owner, no superuser, bound by row-level security. */
export const appRole = 'payment_sync_app';
/** The role of the few jobs that look across workspaces: its policies name each table it may see. */
export const systemRole = 'payment_sync_system';

/**
 * Creates the two roles if they are missing and lets the connected role become them. Roles belong to the server, not
 * to a database, so another database's migration may have made them already.
 */
export async function ensureRoles(client: Client): Promise<void> {
  for (const role of [appRole, systemRole]) {
    try {
      await client.query(createRole(role));
      if (!(await mayBecome(client, role))) await client.query(grantRole(role, await serverVersion(client)));
    } catch (cause) {
      throw new SyncError(
        'database_refused',
        `The role of DATABASE_URL may not use the role ${role}. Either let it create roles (alter role … createrole), ` +
          `or have an administrator run: create role ${role} nologin noinherit; grant ${role} to <that role>;`,
        { cause },
      );
    }
  }
}

const createRole = (role: string): string => `
  do $$ begin
    if not exists (select from pg_roles where rolname = '${role}') then
      create role ${role} nologin nosuperuser nobypassrls noinherit;
    end if;
  exception when duplicate_object or unique_violation then null; -- another process has just made it
  end $$`;

/** Without inheriting (PostgreSQL ≥ 16): the owner must not see through the system role's policies unasked. */
const grantRole = (role: string, version: number): string =>
  `grant ${role} to current_user${version >= 160000 ? ' with inherit false, set true' : ''}`;

async function mayBecome(client: Client, role: string): Promise<boolean> {
  try {
    await client.query(`begin; set local role ${role}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.query('rollback');
  }
}

async function serverVersion(client: Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  return rows[0]?.version ?? 0;
}
