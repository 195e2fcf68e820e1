import type { InboxListOptions } from '../../db/inbox/inbox.ts';
import type { InboxEvent } from '../../db/inbox/settle.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

/** Received events, newest first. */
export async function listEvents(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  options: InboxListOptions,
): Promise<InboxEvent[]> {
  return await db.inWorkspace(workspaceId, ({ inbox }) => inbox.list(options));
}

export interface EventWithBody {
  readonly row: InboxEvent;
  /** As the provider signed it. */
  readonly payload: string;
}

/** Throws `not_found`. */
export async function readEvent(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { id }: { readonly id: string },
): Promise<EventWithBody> {
  return await db.inWorkspace(workspaceId, async ({ inbox }) => {
    const [row, payload] = [await inbox.get(id), await inbox.getPayload(id)];
    if (row === undefined || payload === undefined) throw notFound('webhook event');
    return { row, payload };
  });
}
