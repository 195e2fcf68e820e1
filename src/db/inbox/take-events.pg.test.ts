import { expect } from 'vitest';
import { inboxEvent } from '../../../test/support/seed.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';

const it = workspaceTest.extend('take', ({ inWorkspace }) => async (limit: number, bytes?: number) => {
  const { events, full } = await inWorkspace((ws) => ws.inbox.take('stripe', limit, bytes));
  return { ids: events.map(({ eventId }) => eventId), full };
});

/** Events with payloads of so many bytes, stored one after the other. */
it.beforeEach(async ({ inWorkspace }) => {
  for (const [i, bytes] of [10, 20, 1_000_000, 30].entries()) {
    const payload = `"${'é'.repeat(bytes / 2 - 1)}"`;
    await inWorkspace((ws) => ws.inbox.store('stripe', [inboxEvent(`evt_${i}`, payload)]));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
});

it('a drain takes the longest waiting events, and knows whether more may wait', async ({ take }) => {
  expect(await take(2)).toEqual({ ids: ['evt_0', 'evt_1'], full: true });
  expect(await take(10)).toEqual({ ids: ['evt_0', 'evt_1', 'evt_2', 'evt_3'], full: false });
});

it('a drain takes no more bytes than it has room for, counted as they are stored', async ({ take }) => {
  expect(await take(10, 25)).toEqual({ ids: ['evt_0', 'evt_1'], full: true });
  expect(await take(10, 31)).toEqual({ ids: ['evt_0', 'evt_1', 'evt_2'], full: true });
});

it('an event that is larger than all the room is taken alone', async ({ take, inWorkspace }) => {
  expect(await take(10, 1)).toEqual({ ids: ['evt_0'], full: true });
  const { events } = await inWorkspace((ws) => ws.inbox.take('stripe', 10, 500));
  expect(events.at(-1)?.payload).toHaveLength(500_000 + 1);
});
