import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { deliver } from '../support/deliver.ts';
import { untilSettled } from '../support/inbox.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../support/service.ts';

let service: TestService;
let workspace: ConnectedWorkspace;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
  workspace = await service.connect({ customers: 3, products: 2, prices: 2, subscriptions: 2 });
  await service.sync(workspace.workspaceId);
});
afterAll(() => service.stop());

/** Products whose ids the merchant chose; each case has one of its own, which the copy has. */
let made = 0;
async function knownProduct(): Promise<string> {
  const id = `gold_${++made}`;
  const events = happening(() => workspace.account.products.create({ id, name: 'Gold' }));
  await arrive([events]);
  return id;
}

function happening(change: () => void): object[] {
  const events: object[] = [];
  const stop = workspace.account.onEvent((event) => events.push(event));
  change();
  stop();
  return events;
}

/** Batch after batch: each is applied before the next one comes. */
async function arrive(batches: readonly (readonly object[])[]): Promise<void> {
  for (const batch of batches) {
    await deliver(service, workspace, batch);
    await untilSettled(service, [workspace]);
  }
}

/** The next second begins, so that what follows happens in it. */
const nextSecond = () => sleep(1_000 - (Date.now() % 1_000));

type Seconds = 'in one second' | 'in several seconds';

/** Deleted, created again and, if it is to be gone, deleted again; nothing of it is delivered yet. */
async function history(id: string, lives: boolean, seconds: Seconds): Promise<object[]> {
  const { products } = workspace.account;
  const steps = [
    () => void products.delete(id),
    () => void products.create({ id, name: 'Gold again' }),
    ...(lives ? [] : [() => void products.delete(id)]),
  ];
  const events: object[] = [];
  for (const [i, step] of steps.entries()) {
    if (i === 0 || seconds === 'in several seconds') await nextSecond();
    events.push(...happening(step));
  }
  return events;
}

async function expectFate(id: string, lives: boolean): Promise<void> {
  await expectCopyEqualsAccount(service, workspace);
  const row = await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.products.getByExternalId('stripe', id, { includeDeleted: true }),
  );
  if (lives) expect(row).toMatchObject({ deletedAt: null, name: 'Gold again' });
  else expect(row).toMatchObject({ deletedAt: expect.any(Date) });
}

const ways: [string, (events: object[]) => object[][]][] = [
  ['in one batch', (events) => [events]],
  ['in one batch, the latest first', (events) => [events.toReversed()]],
  ['in a batch each', (events) => events.map((event) => [event])],
  ['in a batch each, the latest first', (events) => events.toReversed().map((event) => [event])],
];

describe.each(['in one second', 'in several seconds'] as const)(
  'a product deleted and made anew %s',
  (seconds) => {
    test.each(ways)('lives if its events come %s', async (_, batchesOf) => {
      const id = await knownProduct();
      const events = await history(id, true, seconds);
      await arrive(batchesOf(events));
      await expectFate(id, true);
    });

    test.each(ways)('and deleted again is gone if they come %s, and stays so', async (_, batchesOf) => {
      const id = await knownProduct();
      const events = await history(id, false, seconds);
      await arrive(batchesOf(events));
      await expectFate(id, false);
      const again = events.map((event, i) => ({ ...event, id: `evt_again${made}${i}` }));
      await arrive([again.slice(1, 2), again]);
      await expectFate(id, false);
    });

    test.each([true, false])('is as at the provider after an incremental sync (lives: %s)', async (lives) => {
      const id = await knownProduct();
      await history(id, lives, seconds);
      const session = await service.sync(workspace.workspaceId, {
        sessionType: 'incremental_sync',
      });
      expect(session.status).toBe('completed');
      await expectFate(id, lives);
    });
  },
);

test('a full sync revives a tombstone whose product is there again, though no event said so', async () => {
  const id = await knownProduct();
  const { products } = workspace.account;
  await arrive([happening(() => products.delete(id))]);
  await expectFate(id, false);
  products.create({ id, name: 'Gold again' }, { silent: true });
  await service.sync(workspace.workspaceId);
  await expectFate(id, true);
});

test('a deletion of another second costs no request', async () => {
  const id = await knownProduct();
  const { products, requests } = workspace.account;
  await nextSecond();
  const deletion = happening(() => products.delete(id));
  requests.clear();
  await arrive([deletion]);
  await expectFate(id, false);
  expect(requests.list()).toEqual([]);
});
