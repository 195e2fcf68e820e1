import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../../domain/connection.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Keyring } from '../../security/keyring.ts';
import { auditEntry, type PlatformCaller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export interface Resealed {
  /** Connections whose values the ring's first key seals now. */
  readonly connections: number;
  /** Those that could not be opened, and why. They are as they were. */
  readonly unreadable: readonly { readonly connection: Connection; readonly reason: string }[];
  /** How many values each key seals now, by its id. */
  readonly left: ReadonlyMap<string, number>;
}

interface Options {
  /** Called after each batch, with the number of connections done so far. */
  readonly onProgress?: (connections: number) => void;
  /** Connections a batch. */
  readonly batch?: number;
}

type Deps = Pick<ServiceDeps, 'db' | 'keyring'>;

/** Of each second at most half is spent on it, so that requests find connections. */
const restShare = 1;

/**
 * Seals the credentials and webhook secrets of all workspaces with the ring's first key, a connection a transaction, while
 * the service runs. What is sealed with it already is left alone, so a run that ended in the middle is taken up by the next.
 */
export async function resealCredentials(
  { db, keyring }: Deps,
  caller: PlatformCaller,
  { onProgress, batch = 100 }: Options = {},
): Promise<Resealed> {
  const unreadable: { connection: Connection; reason: string }[] = [];
  let connections = 0;
  let after: Connection | undefined;
  for (;;) {
    const began = Date.now();
    const found = await db.asSystem('count sealed values by key', (system) =>
      system.sealedValues.notSealedBy(keyring.sealsWith, { limit: batch, after }),
    );
    for (const connection of found) {
      try {
        if (await resealConnection({ db, keyring }, caller, connection)) connections++;
      } catch (error) {
        if (!(error instanceof SyncError) || error.code !== 'credential_unreadable') throw error;
        unreadable.push({ connection, reason: error.message });
      }
    }
    if (found.length < batch) break;
    after = found.at(-1);
    onProgress?.(connections);
    await sleep((Date.now() - began) * restShare);
  }
  const left = await db.asSystem('count sealed values by key', (system) => system.sealedValues.byKey());
  return { connections, unreadable, left };
}

/** Whether there was anything to do: another run, or new credentials, may have come first. */
const resealConnection = (
  { db, keyring }: Deps,
  caller: PlatformCaller,
  connection: Connection,
): Promise<boolean> =>
  db.inWorkspace(connection.workspaceId, async (ws) => {
    const row = await ws.paymentConfigs.lock(connection.provider);
    if (row === undefined) return false;
    const credentialsEncrypted = reseal(keyring, row.credentialsEncrypted, connection, 'credentials');
    const webhookSecretEncrypted = reseal(keyring, row.webhookSecretEncrypted, connection, 'webhook_secret');
    if (
      credentialsEncrypted === row.credentialsEncrypted &&
      webhookSecretEncrypted === row.webhookSecretEncrypted
    )
      return false;
    await ws.paymentConfigs.update(connection.provider, { credentialsEncrypted, webhookSecretEncrypted });
    await ws.auditLog.append(
      auditEntry(caller, 'payment_provider.credentials_resealed', `${connection.provider}:${row.accountId}`, {
        from: [...new Set([row.credentialsSealedBy, row.webhookSecretSealedBy])].filter(
          (key) => key !== null && key !== keyring.sealsWith,
        ),
        to: keyring.sealsWith,
      }),
    );
    return true;
  });

const reseal = (
  keyring: Keyring,
  sealed: Buffer | null,
  connection: Connection,
  purpose: 'credentials' | 'webhook_secret',
): Buffer | null => (sealed === null ? null : keyring.reseal(sealed, { ...connection, purpose }));
