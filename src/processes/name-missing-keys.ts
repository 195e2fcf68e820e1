import type { Database } from '../db/database.ts';
import type { Kms } from '../security/kms/kms.ts';
import type { Log } from '../telemetry/log.ts';

/** The ids of master keys that wrapped data keys and that are not there, with the number of those. Throws as the database does. */
export async function missingKeys(
  db: Database,
  { keyIds }: Pick<Kms, 'keyIds'>,
): Promise<Map<string, number>> {
  const wrapped = await db.asSystem('count data keys by master key', ({ wrappedDataKeys }) =>
    wrappedDataKeys.byMasterKey(),
  );
  return new Map([...wrapped].filter(([id]) => !keyIds.has(id)));
}

/** Logs them when a process starts: the workspaces concerned fail, all others work. Never throws. */
export async function nameMissingKeys(db: Database, kms: Kms, log: Log): Promise<void> {
  try {
    const missing = await missingKeys(db, kms);
    if (missing.size === 0) return;
    log.error(
      { missing: Object.fromEntries(missing) },
      'CREDENTIAL_KEYS lacks keys that wrapped data keys of workspaces: put them back behind the first, then run `npm run keys:rotate`',
    );
  } catch (err) {
    log.warn({ err }, 'could not compare CREDENTIAL_KEYS with what is stored');
  }
}
