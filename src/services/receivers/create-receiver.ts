import type { Receiver } from '../../db/notifications/receivers.ts';
import { platformScope } from '../../domain/ids.ts';
import type { SubscribableType } from '../../domain/notifications/notification.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { newSigningSecret, sealSigningSecret } from '../../security/signing-secrets.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { assertReceiverUrl } from './receiver-url.ts';

/** Of a workspace, and of the platform. */
const maxReceivers = 20;

export interface NewReceiver {
  readonly url: string;
  readonly description: string;
  /** Null: all of them. */
  readonly types: SubscribableType[] | null;
}

/**
 * Makes an address that is told what happens in the caller's workspace; with `platformScope` as workspace, in all of them. Resolves
 * to it and its signing secret, which is stored sealed. Throws `webhook_endpoint_refused`, `too_many_webhook_endpoints`,
 * and `not_found`.
 */
export async function createReceiver(
  { db, dataKeys, config }: Pick<ServiceDeps, 'db' | 'dataKeys' | 'config'>,
  caller: Caller,
  { url, description, types }: NewReceiver,
): Promise<{ readonly row: Receiver; readonly secret: string }> {
  assertReceiverUrl(url, config);
  const owner = caller.workspaceId;
  const secret = newSigningSecret();
  const sealer = await dataKeys.of(owner);
  const row = await db.inWorkspace(owner, async (ws) => {
    // A workspace that was deleted in the meantime gets none.
    if (owner !== platformScope && (await ws.record.lock()) === undefined) throw notFound('workspace');
    await ws.receivers.lockAll();
    if ((await ws.receivers.count()) >= maxReceivers) {
      throw new SyncError(
        'too_many_webhook_endpoints',
        `There are at most ${maxReceivers} webhook endpoints: delete one first.`,
      );
    }
    const sealed = sealSigningSecret(sealer, owner, secret, { sealed: null, overlapMs: 0, now: Date.now() });
    const made = await ws.receivers.create({ url, description, types, secretsEncrypted: sealed });
    await ws.auditLog.append(
      auditEntry(caller, 'webhook_endpoint.created', made.id, { url: hostOf(url), types }),
    );
    return made;
  });
  return { row, secret };
}

/** A URL's path and query may hold a key of the receiver's. */
export const hostOf = (url: string): string => new URL(url).origin;
