import type { Delivery, DeliveryAttempt, Page } from '../../db/notifications/deliveries.ts';
import type { DeliveryState } from '../../db/notifications/deliveries-table.ts';
import type { Receiver } from '../../db/notifications/receivers.ts';
import type { ReceiverId } from '../../domain/ids.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

type Deps = Pick<ServiceDeps, 'db'>;
type Owner = Pick<Caller, 'workspaceId'>;

/** Newest first. */
export const listReceivers = (
  { db }: Deps,
  { workspaceId }: Owner,
  page: { readonly limit: number; readonly after?: ReceiverId | undefined },
): Promise<Receiver[]> => db.inWorkspace(workspaceId, ({ receivers }) => receivers.list(page));

/** Throws `not_found`. */
export async function readReceiver({ db }: Deps, { workspaceId }: Owner, id: ReceiverId): Promise<Receiver> {
  const row = await db.inWorkspace(workspaceId, ({ receivers }) => receivers.get(id));
  if (row === undefined) throw notFound('webhook endpoint');
  return row;
}

/** What is sent to a receiver, newest first. Throws `not_found`. */
export const listDeliveries = (
  { db }: Deps,
  { workspaceId }: Owner,
  receiver: ReceiverId,
  page: Page & { readonly state?: DeliveryState | undefined },
): Promise<Delivery[]> =>
  db.inWorkspace(workspaceId, async (ws) => {
    if ((await ws.receivers.get(receiver)) === undefined) throw notFound('webhook endpoint');
    return await ws.deliveries.list(receiver, page);
  });

/** Throws `not_found`. */
export async function readDelivery(
  { db }: Deps,
  { workspaceId }: Owner,
  receiver: ReceiverId,
  id: string,
): Promise<Delivery> {
  const row = await db.inWorkspace(workspaceId, (ws) => ws.deliveries.get(receiver, id));
  if (row === undefined) throw notFound('delivery');
  return row;
}

/** The requests to a receiver, newest first; for one delivery, if it is given. Throws `not_found`. */
export const listAttempts = (
  { db }: Deps,
  { workspaceId }: Owner,
  receiver: ReceiverId,
  page: Page & { readonly delivery?: string | undefined },
): Promise<DeliveryAttempt[]> =>
  db.inWorkspace(workspaceId, async (ws) => {
    if ((await ws.receivers.get(receiver)) === undefined) throw notFound('webhook endpoint');
    return await ws.deliveries.listAttempts(receiver, page);
  });
