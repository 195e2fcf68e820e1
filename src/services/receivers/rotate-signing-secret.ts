import type { Receiver } from '../../db/notifications/receivers.ts';
import type { ReceiverId } from '../../domain/ids.ts';
import { newSigningSecret, sealSigningSecret } from '../../security/signing-secrets.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

/** Gives a receiver a new secret; webhooks are signed with the old one too for `overlapMs`. Throws `not_found`. */
export async function rotateSigningSecret(
  { db, dataKeys }: Pick<ServiceDeps, 'db' | 'dataKeys'>,
  caller: Caller,
  { id, overlapMs }: { readonly id: ReceiverId; readonly overlapMs: number },
): Promise<{ readonly row: Receiver; readonly secret: string }> {
  const secret = newSigningSecret();
  const sealer = await dataKeys.of(caller.workspaceId);
  const row = await db.inWorkspace(caller.workspaceId, async (ws) => {
    const { secretsEncrypted: sealed } = (await ws.receivers.lock(id)) ?? {};
    if (sealed === undefined) throw notFound('webhook endpoint');
    const secretsEncrypted = sealSigningSecret(sealer, caller.workspaceId, secret, {
      sealed,
      overlapMs,
      now: Date.now(),
    });
    const details = { overlap_seconds: overlapMs / 1000 };
    await ws.auditLog.append(auditEntry(caller, 'webhook_endpoint.secret_rotated', id, details));
    return (await ws.receivers.update(id, { secretsEncrypted }))!;
  });
  return { row, secret };
}
