import type { ReceiverId } from '../../domain/ids.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { hostOf } from './create-receiver.ts';

/** Forgets a receiver, its secrets, what waits for it, and the log. Throws `not_found`. */
export async function deleteReceiver(
  { db }: Pick<ServiceDeps, 'db'>,
  caller: Caller,
  { id }: { readonly id: ReceiverId },
): Promise<void> {
  await db.inWorkspace(caller.workspaceId, async (ws) => {
    const row = await ws.receivers.delete(id);
    if (row === undefined) throw notFound('webhook endpoint');
    await ws.auditLog.append(auditEntry(caller, 'webhook_endpoint.deleted', id, { url: hostOf(row.url) }));
  });
}
