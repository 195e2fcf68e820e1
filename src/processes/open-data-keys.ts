import type { ProcessConfig } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import { DataKeys } from '../security/kms/data-keys.ts';
import type { Kms } from '../security/kms/kms.ts';
import { localKms } from '../security/kms/local-kms.ts';

/** The one place that chooses where the master keys are. */
export const openKms = ({ credentialKeys }: Pick<ProcessConfig, 'credentialKeys'>): Kms =>
  localKms(credentialKeys);

/** The data keys that this database keeps. */
export const openDataKeys = (db: Pick<Database, 'inWorkspace'>, kms: Kms): DataKeys =>
  new DataKeys({
    kms,
    store: {
      read: (owner) => db.inWorkspace(owner, (ws) => ws.dataKey.get()),
      add: (owner, key) => db.inWorkspace(owner, (ws) => ws.dataKey.add(key)),
    },
  });
