import { describe, expect } from 'vitest';
import { connect, startSession } from '../../../test/support/seed.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import type { WorkspaceScope } from '../workspace.ts';
import type { NewSyncEvent } from './journal.ts';

const it = workspaceTest
  .extend('session', ({ inWorkspace }) => inWorkspace(async (ws) => startSession(ws, await connect(ws))))
  /** The ids of four events of one session and of one without a session. */
  .extend('ids', { auto: true }, async ({ inWorkspace, session }) => {
    const events: Omit<NewSyncEvent, 'providerName'>[] = [
      { sessionId: session, eventType: 'page_synced', entityType: 'customers' },
      { sessionId: session, eventType: 'page_synced', entityType: 'prices' },
      { sessionId: session, eventType: 'entity_deleted', entityType: 'prices', externalId: 'price_1' },
      { sessionId: session, eventType: 'session_completed' },
      { eventType: 'entity_failed', entityType: 'prices', externalId: 'price_1' },
    ];
    const ids: string[] = [];
    for (const event of events) {
      ids.push(await inWorkspace((ws) => ws.journal.create({ ...event, providerName: 'stripe' })));
    }
    return ids;
  })
  /** The positions in `ids` of the events that a list returned. */
  .extend(
    'positions',
    ({ inWorkspace, ids }) =>
      async (list: (ws: WorkspaceScope) => Promise<{ id: string }[]>) =>
        (await inWorkspace(list)).map(({ id }) => ids.indexOf(id)),
  );

describe('sync events', () => {
  it('are listed as they happened within a session, newest first elsewhere', async ({
    session,
    positions,
  }) => {
    const limit = 9;
    expect(await positions((ws) => ws.journal.listBySession(session, { limit }))).toEqual([0, 1, 2, 3]);
    expect(await positions((ws) => ws.journal.listByProvider('stripe', { limit }))).toEqual([4, 3, 2, 1, 0]);
    expect(await positions((ws) => ws.journal.listByEntityType('prices', { limit }))).toEqual([4, 2, 1]);
    expect(await positions((ws) => ws.journal.listByEventType('page_synced', { limit }))).toEqual([1, 0]);
    expect(await positions((ws) => ws.journal.listByExternalId('price_1', { limit }))).toEqual([4, 2]);
    expect(await positions((ws) => ws.journal.latestByEntityType(1))).toEqual([0, 4]);
  });

  it('continue after the last one of a page', async ({ session, ids, positions }) => {
    expect(await positions((ws) => ws.journal.listBySession(session, { limit: 2, after: ids[1] }))).toEqual([
      2, 3,
    ]);
    expect(await positions((ws) => ws.journal.listByProvider('stripe', { limit: 2, after: ids[3] }))).toEqual(
      [2, 1],
    );
  });

  it('are counted and summed up by kind', async ({ inWorkspace, session }) => {
    expect(await inWorkspace((ws) => ws.journal.countBySession(session))).toBe(4);
    expect(await inWorkspace((ws) => ws.journal.countBySessionAndType(session, 'page_synced'))).toBe(2);
    expect(await inWorkspace((ws) => ws.journal.countByEntityType('prices'))).toBe(3);
    const summary = await inWorkspace((ws) => ws.journal.summaryBySession(session));
    expect(summary.map(({ eventType, entityType, events }) => [eventType, entityType, events])).toEqual([
      ['entity_deleted', 'prices', 1],
      ['page_synced', 'customers', 1],
      ['page_synced', 'prices', 1],
      ['session_completed', null, 1],
    ]);
    expect(summary[0]?.firstAt).toBeInstanceOf(Date);
  });

  it('keep text that Postgres cannot hold readable', async ({ inWorkspace }) => {
    const id = await inWorkspace((ws) =>
      ws.journal.create({
        providerName: 'stripe',
        eventType: 'entity_failed',
        externalId: 'a\u0000b',
        eventMessage: '\u0000é',
        eventDetails: { path: '\u0000' },
      }),
    );
    const event = { externalId: 'a\u2400b', eventMessage: '\u2400é', eventDetails: { path: '\u2400' } };
    expect(await inWorkspace((ws) => ws.journal.get(id))).toMatchObject(event);
    expect(await inWorkspace((ws) => ws.journal.listByExternalId('a\u0000b', { limit: 1 }))).toHaveLength(1);
  });

  it('of a session go in batches', async ({ inWorkspace, session, positions }) => {
    expect(await inWorkspace((ws) => ws.journal.deleteBySession(session, 3))).toBe(3);
    expect(await inWorkspace((ws) => ws.journal.deleteBySession(session, 3))).toBe(1);
    expect(await positions((ws) => ws.journal.listByProvider('stripe', { limit: 9 }))).toEqual([4]);
  });

  it('from before a date go in batches, oldest first, and no others', async ({ inWorkspace, positions }) => {
    const future = new Date(Date.now() + 60_000);
    expect(await inWorkspace((ws) => ws.journal.deleteOlderThan(new Date(0), 100))).toBe(0);
    expect(await inWorkspace((ws) => ws.journal.deleteOlderThan(future, 2))).toBe(2);
    expect(await positions((ws) => ws.journal.listByProvider('stripe', { limit: 9 }))).toEqual([4, 3, 2]);
    expect(await inWorkspace((ws) => ws.journal.deleteOlderThan(future, 9))).toBe(3);
  });
});
