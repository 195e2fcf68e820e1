import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyWorkspace } from '../../../dev/reports/queries/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openDatabase, type Database } from '../database.ts';
import type { WorkspaceScope } from '../workspace.ts';

const leaseSeconds = 60;
let clone: TestDatabase;
let db: Database;
let workspace: WorkspaceId;
let holder: string;

beforeAll(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 3, applicationName: 'test' });
});
beforeEach(async () => {
  workspace = await emptyWorkspace(db);
  holder = randomUUID();
  await db.inWorkspace(workspace, (ws) => ws.inboxLeases.take('stripe', holder, leaseSeconds));
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

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
const giveUp = (ws: WorkspaceScope) => ws.inboxLeases.giveUp('stripe', holder);

/** Does `work` in a transaction that commits when it is told to; resolves when the work is done. */
async function uncommitted<T>(work: (ws: WorkspaceScope) => Promise<T>) {
  const done = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const result = db.inWorkspace(workspace, async (ws) => {
    const outcome = await work(ws);
    done.resolve();
    await gate.promise;
    return outcome;
  });
  result.catch(done.reject);
  await done.promise;
  return {
    commit: (): Promise<T> => {
      gate.resolve();
      return result;
    },
  };
}

test('giving up waits for an event that is being stored, and then goes on draining', async () => {
  const storing = await uncommitted(store);
  const leaving = db.inWorkspace(workspace, giveUp);
  await clone.somebodyWaits();
  expect(await storing.commit()).toEqual({ stored: 1, wake: false });
  expect(await leaving).toBe(false);
});

test('storing waits for a lease that is being given up, and then asks for a wake', async () => {
  const leaving = await uncommitted(giveUp);
  const storing = db.inWorkspace(workspace, store);
  await clone.somebodyWaits();
  expect(await leaving.commit()).toBe(true);
  expect(await storing).toEqual({ stored: 1, wake: true });
});

test('of two that store at once where nobody drains one is asked to wake', async () => {
  await db.inWorkspace(workspace, giveUp);
  const first = await uncommitted(store);
  const second = db.inWorkspace(workspace, store);
  await clone.somebodyWaits();
  const wakes = [(await first.commit()).wake, (await second).wake];
  expect(wakes.filter(Boolean)).toHaveLength(1);
});
