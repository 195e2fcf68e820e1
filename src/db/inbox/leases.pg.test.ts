import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import type { WorkspaceScope } from '../workspace.ts';

const leaseSeconds = 60;

const store = (ws: WorkspaceScope) =>
  ws.inbox.store('stripe', [
    {
      eventId: `evt_${randomUUID().replaceAll('-', '')}`,
      eventType: 'customer.updated',
      eventCreatedAt: new Date(),
      apiVersion: null,
      objectId: 'cus_1',
      payload: '{}',
    },
  ]);
const test = workspaceTest
  .extend('holder', { auto: true }, async ({ inWorkspace }) => {
    const holder = randomUUID();
    await inWorkspace((ws) => ws.inboxLeases.take('stripe', holder, leaseSeconds));
    return holder;
  })
  .extend(
    'giveUp',
    ({ holder }) =>
      (ws: WorkspaceScope) =>
        ws.inboxLeases.giveUp('stripe', holder),
  );

test('giving up waits for an event that is being stored, and then goes on draining', async ({
  database,
  inWorkspace,
  giveUp,
  uncommitted,
}) => {
  const storing = await uncommitted(store);
  const leaving = inWorkspace(giveUp);
  await database.untilSessionWaits();
  expect(await storing.commit()).toEqual({ stored: 1, wake: false });
  expect(await leaving).toBe(false);
});

test('storing waits for a lease that is being given up, and then asks for a wake-up', async ({
  database,
  inWorkspace,
  giveUp,
  uncommitted,
}) => {
  const leaving = await uncommitted(giveUp);
  const storing = inWorkspace(store);
  await database.untilSessionWaits();
  expect(await leaving.commit()).toBe(true);
  expect(await storing).toEqual({ stored: 1, wake: true });
});

test('of two that store at once without a drain, one is asked for a wake-up', async ({
  database,
  inWorkspace,
  giveUp,
  uncommitted,
}) => {
  await inWorkspace(giveUp);
  const first = await uncommitted(store);
  const second = inWorkspace(store);
  await database.untilSessionWaits();
  const wakes = [(await first.commit()).wake, (await second).wake];
  expect(wakes.filter(Boolean)).toHaveLength(1);
});
