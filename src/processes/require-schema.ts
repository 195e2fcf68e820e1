import { setTimeout as sleep } from 'node:timers/promises';
import { missingSchema } from '../db/missing-schema.ts';
import { pendingMigrations } from '../db/pending-migrations.ts';
import type { Log } from '../telemetry/log.ts';

const retryMs = 5_000;

/**
 * Throws an error that names the missing tables and columns if the database lacks some of this release's. A process may
 * start while the database cannot be reached: this asks on until it answers, and calls `stop` with the error.
 */
export async function requireSchema(
  databaseUrl: string,
  log: Log,
  signal: AbortSignal,
  stop: () => void,
): Promise<void> {
  if (await hasSchema(databaseUrl, log)) return;
  void (async () => {
    try {
      do {
        await sleep(retryMs, undefined, { signal });
      } while (!(await hasSchema(databaseUrl, log)));
    } catch (err) {
      if (signal.aborted) return;
      log.fatal({ err }, 'stopping');
      process.exitCode = 1;
      stop();
    }
  })();
}

/** False if the database did not answer. */
async function hasSchema(databaseUrl: string, log: Log): Promise<boolean> {
  let missing: string[];
  try {
    missing = await missingSchema(databaseUrl);
    const pending = await pendingMigrations(databaseUrl);
    if (pending.length > 0) log.error({ pending }, 'the database lacks migrations: run `npm run db:migrate`');
  } catch (err) {
    log.warn({ err }, 'the database cannot be reached');
    return false;
  }
  if (missing.length === 0) return true;
  throw new Error(
    `The database lacks ${missing.join(', ')}: run \`npm run db:migrate\`. If that changes nothing, this release has no ` +
      'migration for it: `npx drizzle-kit generate` writes one.',
  );
}
