import type { Receiver } from '../../db/notifications/receivers.ts';
import type { ReceiverId } from '../../domain/ids.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { hostOf, type NewReceiver } from './create-receiver.ts';
import { assertReceiverUrl } from './receiver-url.ts';

export interface ReceiverChange extends Partial<NewReceiver> {
  /** On again, or off until it is switched on: then what happens is kept, and can be replayed. */
  readonly enabled?: boolean;
}

/** Changes what is given. Throws `not_found` and `webhook_endpoint_refused`. */
export async function changeReceiver(
  { db, config }: Pick<ServiceDeps, 'db' | 'config'>,
  caller: Caller,
  { id, change }: { readonly id: ReceiverId; readonly change: ReceiverChange },
): Promise<Receiver> {
  const { enabled, ...columns } = change;
  if (columns.url !== undefined) assertReceiverUrl(columns.url, config);
  return await db.inWorkspace(caller.workspaceId, async (ws) => {
    const before = await ws.receivers.lock(id);
    if (before === undefined) throw notFound('webhook endpoint');
    if (Object.keys(columns).length > 0) await ws.receivers.update(id, columns);
    if (enabled === true) await ws.receivers.enable(id);
    if (enabled === false && before.disabledAt === null) await ws.receivers.disable(id, 'by_request');
    await ws.auditLog.append(
      auditEntry(caller, 'webhook_endpoint.changed', id, {
        changed: Object.keys(change).toSorted(),
        ...(columns.url !== undefined && { url: hostOf(columns.url) }),
        ...(columns.types !== undefined && { types: columns.types }),
        ...(enabled !== undefined && { enabled }),
      }),
    );
    return (await ws.receivers.get(id))!;
  });
}
