import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entityTypes } from '../../src/domain/entities/entities.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { deliver } from '../support/deliver.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

/** `[version, when it was written]` of each row. */
async function versions(workspaceId: WorkspaceId): Promise<Map<string, [number, Date]>> {
  const found = new Map<string, [number, Date]>();
  await service.db.inWorkspace(workspaceId, async (ws) => {
    for (const entityType of entityTypes)
      for (const row of await ws[entityType].list({ limit: 1000 }))
        found.set(row.externalId, [row.paymentSyncVersion, row.updatedAt]);
  });
  return found;
}

/** An account that writes 20 as 20.0, of which some subscriptions have more items than their page shows. */
const decimals = ['balance', 'quantity', 'unit_amount', 'interval_count', 'next_invoice_sequence', 'created'];
const account = { customers: 40, products: 5, prices: 10, subscriptions: 60, manyItemsEvery: 20, decimals };

test('of numbers written 20.0, a webhook and two full syncs after it rewrite nothing', async () => {
  const workspace = await service.connect(account);
  const { workspaceId } = workspace;
  const { account: stripe } = workspace;
  const { customers, prices, subscriptions } = stripe;
  await service.sync(workspaceId);

  const happened: object[] = [];
  stripe.onEvent((event) => happened.push(event));
  customers.update(customers.idAt(3), { balance: 20 });
  prices.update(prices.idAt(9), { nickname: 'renamed' });
  const [alone, withMany] = [subscriptions.idAt(1), subscriptions.idAt(20)];
  for (const id of [alone, withMany]) subscriptions.update(id, { description: 'changed' });
  await deliver(
    service,
    workspace,
    happened.map((event) => stripe.written(JSON.stringify(event))),
  );
  await settled(workspaceId);
  await expectCopyEqualsAccount(service, workspace);

  const row = await service.db.inWorkspace(workspaceId, async (ws) => {
    const { id, paymentSyncVersion } = (await ws.customers.getByExternalId('stripe', customers.idAt(3)))!;
    const outcome = await ws.customers.update(id, paymentSyncVersion, { name: 'ours' });
    if (outcome.outcome !== 'written') throw new Error(outcome.outcome);
    return outcome.row;
  });
  const before = await versions(workspaceId);
  for (const _ of [1, 2]) {
    const session = await service.sync(workspaceId);
    const same = { state: 'complete', written: 0 };
    expect(session.progress).toMatchObject({
      entities: { customers: same, products: same, prices: same, subscriptions: same },
    });
  }
  expect(await versions(workspaceId)).toEqual(before);
  await expectCopyEqualsAccount(service, workspace, { keptLocally: 1 });
  const noted = await service.db.inWorkspace(workspaceId, (ws) =>
    ws.journal.listByExternalId(row.externalId, { limit: 100 }),
  );
  expect(noted.filter(({ eventType }) => eventType === 'entity_conflict')).toEqual([]);
});

test('one subscription with more items than its page shows leaves its page’s neighbours unwritten', async () => {
  const workspace = await service.connect({ ...account, manyItemsEvery: 0 });
  const { workspaceId } = workspace;
  const { subscriptions, prices } = workspace.account;
  await service.sync(workspaceId);
  const before = await versions(workspaceId);
  const id = subscriptions.idAt(7);
  const items = Array.from({ length: 130 }, (_, i) => ({ price: prices.idAt(i % 9), quantity: i }));
  subscriptions.update(id, { items }, { silent: true });
  const session = await service.sync(workspaceId);
  expect(session.progress).toMatchObject({ entities: { subscriptions: { listed: 60, written: 1 } } });
  const after = await versions(workspaceId);
  expect([...after].filter(([row, state]) => before.get(row)?.[0] !== state[0]).map(([row]) => row)).toEqual([
    id,
  ]);
  await expectCopyEqualsAccount(service, workspace);
});

async function settled(workspaceId: WorkspaceId): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const stored = await service.db.inWorkspace(workspaceId, (ws) =>
      ws.inbox.list({ limit: 1, state: 'stored' }),
    );
    if (stored.length === 0) return;
    await sleep(50);
  }
  throw new Error('events are still stored');
}
