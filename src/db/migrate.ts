import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { createInboxDays } from './inbox/partitions.ts';
import { prepareLogins } from './logins/prepare-logins.ts';
import { assertSession } from './pooler.ts';
import { applySettings } from './policies/apply-settings.ts';
import { tables } from './tables.ts';
import { asSyncError } from './transaction/sqlstate.ts';

const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** An advisory lock's number, used for nothing else in this database. */
const migrationLock = 7_401_220_593;

/**
 * Brings the database at `ownerUrl` up to this release's schema, and lets the login of `databaseUrl` use it. Any number of
 * processes may call it at once: one migrates, the others wait for it. Throws `SyncError`, which names a right that the
 * owner lacks, or a pooler in the way.
 */
export async function migrate(ownerUrl: string, databaseUrl: string = ownerUrl): Promise<void> {
  // In a pooler in transaction mode the lock below would stay for ever.
  await assertSession(ownerUrl, ownerUrl);
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'workspace-payment-sync migrate',
  });
  client.on('error', () => {}); // the running query reports it
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await prepareLogins(client, loginOf(databaseUrl));
    await applyMigrations(drizzle({ client }), { migrationsFolder });
    await client.query('begin');
    await applySettings(client, tables);
    await createInboxDays(client, new Date());
    await client.query('commit');
  } catch (error) {
    throw asSyncError(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** As the driver finds it: in the URL or in the environment. */
const loginOf = (databaseUrl: string): string => new pg.Client({ connectionString: databaseUrl }).user!;
