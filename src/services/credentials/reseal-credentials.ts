import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../../domain/connection.ts';
import type { ReceiverRef } from '../../db/notifications/dispatch.ts';
import type { SystemScope } from '../../db/system.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Keyring } from '../../security/keyring.ts';
import { resealSigningSecrets } from '../../security/signing-secrets.ts';
import { auditEntry, type PlatformCaller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export interface Resealed {
  /** Connections and receivers whose values the ring's first key seals now. */
  readonly owners: number;
  /** Those that could not be opened, and why. They are as they were. */
  readonly unreadable: readonly { readonly owner: Connection | ReceiverRef; readonly reason: string }[];
  /** How many values each key seals now, by its id. */
  readonly left: ReadonlyMap<string, number>;
}

interface Options {
  /** Called after each batch, with the number of connections and receivers done so far. */
  readonly onProgress?: (owners: number) => void;
  /** Connections a batch. */
  readonly batch?: number;
}

type Deps = Pick<ServiceDeps, 'db' | 'keyring'>;

/** Of each second at most half is spent on it, so that requests find connections. */
const restShare = 1;

/**
 * Seals the credentials and secrets of all connections and receivers with the ring's first key, one of them a transaction,
 * while the service runs. What is sealed with it already is left alone, so a run that ended in the middle is taken up by the
 * next.
 */
export async function resealCredentials(
  { db, keyring }: Deps,
  caller: PlatformCaller,
  { onProgress, batch = 100 }: Options = {},
): Promise<Resealed> {
  const unreadable: { owner: Connection | ReceiverRef; reason: string }[] = [];
  let owners = 0;

  async function resealAll<Owner extends Connection | ReceiverRef>(
    find: (sealed: SystemScope['sealedValues'], page: { limit: number; after?: Owner }) => Promise<Owner[]>,
    reseal: (deps: Deps, caller: PlatformCaller, owner: Owner) => Promise<boolean>,
  ): Promise<void> {
    for (let after: Owner | undefined; ;) {
      const began = Date.now();
      const page = { limit: batch, ...(after !== undefined && { after }) };
      const found = await db.asSystem('count sealed values by key', (system) =>
        find(system.sealedValues, page),
      );
      for (const owner of found) {
        try {
          if (await reseal({ db, keyring }, caller, owner)) owners++;
        } catch (error) {
          if (!(error instanceof SyncError) || error.code !== 'credential_unreadable') throw error;
          unreadable.push({ owner, reason: error.message });
        }
      }
      if (found.length < batch) return;
      after = found.at(-1);
      onProgress?.(owners);
      await sleep((Date.now() - began) * restShare);
    }
  }

  await resealAll<Connection>(
    (sealed, page) => sealed.notSealedBy(keyring.sealsWith, page),
    resealConnection,
  );
  await resealAll<ReceiverRef>(
    (sealed, page) => sealed.receiversNotSealedBy(keyring.sealsWith, page),
    resealReceiver,
  );
  const left = await db.asSystem('count sealed values by key', (system) => system.sealedValues.byKey());
  return { owners, unreadable, left };
}

const resealReceiver = (
  { db, keyring }: Deps,
  caller: PlatformCaller,
  { workspaceId, receiverId }: ReceiverRef,
): Promise<boolean> =>
  db.inWorkspace(workspaceId, async (ws) => {
    const row = await ws.receivers.lock(receiverId);
    if (row === undefined) return false;
    const secretsEncrypted = resealSigningSecrets(keyring, workspaceId, row.secretsEncrypted);
    if (secretsEncrypted === row.secretsEncrypted) return false;
    await ws.receivers.update(receiverId, { secretsEncrypted });
    const details = { from: [row.secretsSealedBy], to: keyring.sealsWith };
    await ws.auditLog.append(auditEntry(caller, 'webhook_endpoint.secrets_resealed', receiverId, details));
    return true;
  });

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
