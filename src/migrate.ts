import { readMigrateConfig } from './config/config.ts';
import { migrate } from './db/migrate.ts';
import { pendingMigrations } from './db/pending-migrations.ts';
import { SyncError } from './domain/sync-error.ts';
import { printUsage } from './processes/print-usage.ts';
import { readConfigOrExit } from './processes/read-config-or-exit.ts';

const usage = `npm run db:migrate

Brings the database to this version: applies the migrations that it lacks, then makes policies, triggers and grants anew. It can be run any
number of times, also while the service runs.

Reads DATABASE_OWNER_URL, or DATABASE_URL. Exit code 1 and advice if the database refuses or is away.
`;

async function main(): Promise<void> {
  if (printUsage(usage)) return;
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
