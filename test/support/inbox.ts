import { setTimeout as sleep } from 'node:timers/promises';
import type { InboxState } from '../../src/db/inbox/webhook-inbox-table.ts';
import type { ConnectedWorkspace, TestService } from './service.ts';

type Look = Pick<TestService, 'db'>;

/** Resolves when nothing that was received waits to be applied. */
export async function untilSettled(
  { db }: Look,
  workspaces: readonly Pick<ConnectedWorkspace, 'workspaceId'>[],
  timeoutMs = 60_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (const { workspaceId } of workspaces) {
    const stored = () => db.inWorkspace(workspaceId, (ws) => ws.inbox.list({ limit: 1, state: 'stored' }));
    while ((await stored()).length > 0) {
      if (Date.now() > deadline) throw new Error(`events are still stored for ${workspaceId}`);
      await sleep(100);
    }
  }
}

/** All that a workspace received: event ids, each with its state. */
export async function received(
  { db }: Look,
  { workspaceId }: Pick<ConnectedWorkspace, 'workspaceId'>,
): Promise<Map<string, InboxState>> {
  const states = new Map<string, InboxState>();
  const list = (after?: { receivedAt: Date; eventId: string }) =>
    db.inWorkspace(workspaceId, (ws) => ws.inbox.list({ limit: 1_000, ...(after && { after }) }));
  let page = await list();
  while (page.length > 0) {
    for (const { eventId, state } of page) states.set(eventId, state);
    page = await list(page.at(-1));
  }
  return states;
}

export const countOf = (states: ReadonlyMap<string, InboxState>, state: InboxState): number =>
  [...states.values()].filter((one) => one === state).length;
