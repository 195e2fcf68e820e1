import { readLogin, type LoginFault } from '../db/logins/read-login.ts';
import { withConnection } from '../db/with-connection.ts';
import type { Log } from '../telemetry/log.ts';

/** One line a fault, each with the SQL that mends it. */
export const describeFaults = (faults: readonly LoginFault[]): string[] =>
  faults.map(({ fault, mend }) => `${fault} (${mend})`);

/** No isolation would hold with this login, or no statement would work. */
export class UnfitLogin extends Error {}

/**
 * Throws `UnfitLogin`, which says what to run, if no process may use the login of DATABASE_URL. Logs the rights that it has
 * and needs not.
 */
export async function requireLogin(databaseUrl: string, log: Log): Promise<void> {
  const { name, owner, unusable, excess } = await withConnection(databaseUrl, readLogin);
  if (unusable.length > 0)
    throw new UnfitLogin(
      `${name}, the login of DATABASE_URL, cannot be used: ${describeFaults(unusable).join(', ')}.`,
    );
  if (excess.length > 0)
    log.warn(
      { login: name, excess: describeFaults(excess) },
      'the login of DATABASE_URL has more rights than it needs',
    );
  else if (owner)
    log.info(
      { login: name },
      'DATABASE_URL logs in as the owner of the tables: give it a login of its own in production',
    );
}
