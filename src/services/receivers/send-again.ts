import type { Delivery, Replay } from '../../db/notifications/deliveries.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import { platformScope, type ReceiverId } from '../../domain/ids.ts';
import { testType } from '../../domain/notifications/notification.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { wakeReceiver } from './wake.ts';

type Deps = Pick<ServiceDeps, 'db' | 'gateway' | 'log'>;

/** Sends one delivery again, in whatever state it is. Throws `not_found` and `webhook_endpoint_disabled`. */
export const replayDelivery = (
  deps: Deps,
  caller: Caller,
  { receiver, id }: { readonly receiver: ReceiverId; readonly id: string },
): Promise<Delivery> =>
  send(deps, caller, receiver, async (ws) => {
    await assertOn(ws, receiver);
    const row = await ws.deliveries.replay(receiver, id);
    if (row === undefined) throw notFound('delivery');
    await ws.auditLog.append(auditEntry(caller, 'webhook_endpoint.replayed', receiver, { delivery_id: id }));
    return row;
  });

/** Sends again what failed since a time, or all. Resolves to how many. Throws as `replayDelivery`. */
export const replaySince = (
  deps: Deps,
  caller: Caller,
  { receiver, replay }: { readonly receiver: ReceiverId; readonly replay: Replay },
): Promise<number> =>
  send(deps, caller, receiver, async (ws) => {
    await assertOn(ws, receiver);
    const count = await ws.deliveries.replaySince(receiver, replay);
    const details = { since: replay.since.toISOString(), delivered: replay.delivered, deliveries: count };
    await ws.auditLog.append(auditEntry(caller, 'webhook_endpoint.replayed', receiver, details));
    return count;
  });

/** Sends a webhook of the type `webhook.test`, once, also to a receiver that is off. Throws `not_found`. */
export const testReceiver = (
  deps: Deps,
  caller: Caller,
  { receiver }: { readonly receiver: ReceiverId },
): Promise<Delivery> =>
  send(deps, caller, receiver, async (ws) => {
    const { workspaceId } = caller;
    const data = {
      workspace_id: workspaceId === platformScope ? null : workspaceId,
      endpoint_id: receiver,
    };
    const timestamp = new Date().toISOString();
    return await ws.deliveries.addTest(receiver, JSON.stringify({ type: testType, timestamp, data }));
  });

/** The person who asks wants it now: a receiver that took nothing lately is not left alone any longer. */
async function send<T>(
  deps: Deps,
  { workspaceId }: Caller,
  receiver: ReceiverId,
  work: (ws: WorkspaceScope) => Promise<T>,
): Promise<T> {
  const outcome = await deps.db.inWorkspace(workspaceId, async (ws) => {
    if ((await ws.receivers.lock(receiver)) === undefined) throw notFound('webhook endpoint');
    const done = await work(ws);
    await ws.receivers.release(receiver);
    return done;
  });
  await wakeReceiver(deps, { workspaceId, receiverId: receiver });
  return outcome;
}

async function assertOn(ws: WorkspaceScope, receiver: ReceiverId): Promise<void> {
  if ((await ws.receivers.get(receiver))?.disabledAt != null)
    throw new SyncError('webhook_endpoint_disabled', 'This webhook endpoint is off: switch it on first.');
}
