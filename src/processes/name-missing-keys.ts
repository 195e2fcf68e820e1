import type { Database } from '../db/database.ts';
import type { Keyring } from '../security/keyring.ts';
import type { Log } from '../telemetry/log.ts';

/** The ids of keys that sealed something and are not in the ring, with the number of values. Throws as the database does. */
export async function missingKeys(
  db: Database,
  { keyIds }: Pick<Keyring, 'keyIds'>,
): Promise<Map<string, number>> {
  const sealed = await db.asSystem('count sealed values by key', (system) => system.sealedValues.byKey());
  return new Map([...sealed].filter(([id]) => !keyIds.has(id)));
}

/** Logs them when a process starts: the workspaces concerned fail, all others work. Never throws. */
export async function nameMissingKeys(db: Database, keyring: Keyring, log: Log): Promise<void> {
  try {
    const missing = await missingKeys(db, keyring);
    if (missing.size === 0) return;
    log.error(
      { missing: Object.fromEntries(missing) },
      'CREDENTIAL_KEYS lacks keys that sealed stored credentials: put them back behind the first, then run `npm run keys:rotate`',
    );
  } catch (err) {
    log.warn({ err }, 'could not compare CREDENTIAL_KEYS with what is stored');
  }
}
