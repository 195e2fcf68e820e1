import type { Database } from '../db/database.ts';
import type { Kms } from '../security/kms/kms.ts';
import { missingKeys } from '../services/credentials/missing-keys.ts';
import type { Log } from '../telemetry/log.ts';

/** Logs the ids of master keys that are missing, when a process starts: the workspaces concerned fail, all others work. Never throws. */
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
