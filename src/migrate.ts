import { readMigrateConfig } from './config/config.ts';
import { migrate } from './db/migrate.ts';
import { pendingMigrations } from './db/pending-migrations.ts';
import { SyncError } from './domain/sync-error.ts';
import { readConfigOrExit } from './processes/read-config-or-exit.ts';

/** `npm run db:migrate`. Exit code 1 and advice if the database refuses or is away. */
async function main(): Promise<void> {
  const { ownerUrl, url } = readConfigOrExit(readMigrateConfig);
  try {
    const pending = await pendingMigrations(ownerUrl);
    await migrate(ownerUrl, url);
    const done = pending.length === 0 ? 'nothing to do' : `applied ${pending.join(', ')}`;
    process.stdout.write(`database is up to date: ${done}\n`);
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    const cause = error.cause instanceof Error ? ` ${error.cause.message}` : '';
    process.stderr.write(`The database could not be migrated. ${error.message}${cause}\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
