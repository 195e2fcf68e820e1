import { setTimeout as sleep } from 'node:timers/promises';
import { assertPreparedStatements, assertSession, UnfitPooler } from '../db/pooler.ts';
import { missingSchema } from '../db/missing-schema.ts';
import { pendingMigrations } from '../db/pending-migrations.ts';
import type { Log } from '../telemetry/log.ts';
import { requireLogin, UnfitLogin } from './require-login.ts';

const retryMs = 5_000;

/** How a process reaches its database. */
export interface DatabaseUse {
  readonly url: string;
  /** If the process hears notifications. */
  readonly directUrl?: string;
}

/**
 * Throws an error that names the missing tables and columns if the database lacks some of this release's, or what to do about
 * a pooler that does not bear what the process does, or a login that may not be used. A process may start while the database cannot be reached: this asks on
 * until it answers, and calls `stop` with the error.
 */
export async function requireDatabase(
  database: DatabaseUse,
  log: Log,
  signal: AbortSignal,
  stop: () => void,
): Promise<void> {
  if (await isFit(database, log)) return;
  void (async () => {
    try {
      do {
        await sleep(retryMs, undefined, { signal });
      } while (!(await isFit(database, log)));
    } catch (err) {
      if (signal.aborted) return;
      log.fatal({ err }, 'stopping');
      process.exitCode = 1;
      stop();
    }
  })();
}

/** False if the database did not answer. */
async function isFit({ url, directUrl }: DatabaseUse, log: Log): Promise<boolean> {
  let missing: string[];
  try {
    missing = await missingSchema(url);
    const pending = await pendingMigrations(url);
    if (pending.length > 0) log.error({ pending }, 'the database lacks migrations: run `npm run db:migrate`');
    await assertPreparedStatements(url);
    if (directUrl !== undefined) await assertSession(url, directUrl);
    if (missing.length === 0) await requireLogin(url, log);
  } catch (err) {
    if (err instanceof UnfitPooler || err instanceof UnfitLogin) throw err;
    log.warn({ err }, 'the database cannot be reached');
    return false;
  }
  if (missing.length === 0) return true;
  throw new Error(
    `The database lacks ${missing.join(', ')}: run \`npm run db:migrate\`. If that changes nothing, this release has no ` +
      'migration for it: `npx drizzle-kit generate` writes one.',
  );
}
