import { MockActivityEnvironment } from '@temporalio/testing';
import { expect } from 'vitest';
import { emptyWorkspace, inboxEvent } from '../../../test/support/seed.ts';
import { databaseTest as it } from '../../../test/support/workspace-test.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { maintainInbox } from './maintain-inbox.ts';

const daysAgo = (days: number): Date => new Date(Date.now() - days * 24 * 60 * 60 * 1000);

it('deletes rows past their retention in every workspace, deleted ones too, and none that are younger or waiting', async ({
  db,
}) => {
  const retention = { webhookDays: 35, syncEventDays: 90 };
  const workspaces = [await emptyWorkspace(db, 'kept'), await emptyWorkspace(db, 'deleted')];
  for (const workspace of workspaces) {
    await db.inWorkspace(workspace, async (ws) => {
      const stored = { old: 40, waiting: 40, young: 20 };
      await ws.inbox.store(
        'stripe',
        Object.entries(stored).map(([id, days]) => ({ ...inboxEvent(id), eventCreatedAt: daysAgo(days) })),
      );
      for (const id of ['old', 'young']) {
        const event = (await ws.inbox.get(id))!;
        await ws.inbox.settle('stripe', [{ event, state: 'applied', reason: null }], null);
      }
      for (const days of [100, 80]) {
        await ws.journal.create({
          providerName: 'stripe',
          eventType: 'entity_failed',
          eventMessage: String(days),
          createdAt: daysAgo(days),
        });
      }
    });
  }
  await db.inWorkspace(workspaces[1]!, (ws) => ws.record.delete());

  const deps = { db, retention } as unknown as ActivityDependencies;
  const done = await new MockActivityEnvironment().run(() => maintainInbox(deps));
  expect(done).toMatchObject({ dropped: [], stillWaiting: [], webhooksDeleted: 2, syncEventsDeleted: 2 });
  for (const workspace of workspaces) {
    await db.inWorkspace(workspace, async (ws) => {
      const left = await ws.inbox.list({ limit: 10 });
      expect(left.map(({ eventId }) => eventId).toSorted()).toEqual(['waiting', 'young']);
      const events = await ws.journal.listByProvider('stripe', { limit: 10 });
      expect(events.map(({ eventMessage }) => eventMessage)).toEqual(['80']);
    });
  }
});

it('an attempt goes on behind the last workspace that the one before had done', async ({ db }) => {
  const [first, second] = [await emptyWorkspace(db), await emptyWorkspace(db)];
  const old = { providerName: 'stripe', eventType: 'entity_failed', createdAt: daysAgo(100) } as const;
  for (const id of [first, second]) await db.inWorkspace(id, (ws) => ws.journal.create(old));
  const deps = { db, retention: { webhookDays: 35, syncEventDays: 90 } } as unknown as ActivityDependencies;
  const environment = new MockActivityEnvironment({ heartbeatDetails: { after: first } });
  const reached: unknown[] = [];
  environment.on('heartbeat', (details) => reached.push(details));
  expect(await environment.run(() => maintainInbox(deps))).toMatchObject({ syncEventsDeleted: 1 });
  expect(reached.at(-1)).toEqual({ after: second });
  const left = await db.inWorkspace(first, (ws) => ws.journal.listByProvider('stripe', { limit: 10 }));
  expect(left).toHaveLength(1);
});
