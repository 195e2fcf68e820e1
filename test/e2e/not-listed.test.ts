import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { deliver } from '../support/deliver.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

const small = { customers: 30, products: 5, prices: 60, subscriptions: 20 };
const incremental = { sessionType: 'incremental_sync' } as const;
const unwritten = {
  status: 'completed',
  errorSummary: null,
  progress: {
    entities: {
      customers: { written: 0 },
      products: { written: 0 },
      prices: { written: 0 },
      subscriptions: { written: 0 },
    },
  },
};

/** The objects that were fetched one by one since the log was cleared. */
const fetched = ({ account }: ConnectedWorkspace): string[] =>
  account.requests
    .list()
    .map(({ path }) => path)
    .filter((path) => /^\/v1\/(customers|products|prices|subscriptions)\/\w/.test(path));

/** Delivers what `change` does, and waits until it is applied. */
async function byWebhook(workspace: ConnectedWorkspace, change: () => void): Promise<void> {
  const events: object[] = [];
  const stop = workspace.account.onEvent((event) => events.push(event));
  change();
  stop();
  await deliver(service, workspace, events);
  for (let tries = 0; tries < 400; tries += 1) {
    const stored = await service.db.inWorkspace(workspace.workspaceId, (ws) =>
      ws.inbox.list({ limit: 1, state: 'stored' }),
    );
    if (stored.length === 0) return;
    await sleep(50);
  }
  throw new Error('events are still stored');
}

const tiers = (amount: number) => [
  {
    flat_amount: null,
    flat_amount_decimal: null,
    unit_amount: amount,
    unit_amount_decimal: `${amount}`,
    up_to: 10,
  },
  { flat_amount: 500, flat_amount_decimal: '500', unit_amount: null, unit_amount_decimal: null, up_to: null },
];
const euro = (unit_amount: number) => ({
  eur: {
    custom_unit_amount: null,
    tax_behavior: 'unspecified',
    unit_amount,
    unit_amount_decimal: `${unit_amount}`,
  },
});

test('amounts in tiers and in other currencies are in the copy by list, by event and by fetch, and are the same', async () => {
  const workspace = await service.connect(small);
  const { workspaceId, account } = workspace;
  const { prices, products } = account;
  const product = products.idAt(0);
  const tiered = {
    product,
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    recurring: { interval: 'month' },
  };
  const create = () => [
    prices.create({ ...tiered, tiers: tiers(100) }).id,
    prices.create({ product, unit_amount: 900, currency_options: euro(800) }).id,
  ];
  const listed = create();
  await service.sync(workspaceId);
  await expectCopyEqualsAccount(service, workspace);

  let created: string[] = [];
  await byWebhook(workspace, () => (created = create()));
  await expectCopyEqualsAccount(service, workspace);

  // An event that says nothing of the amounts, and one of a change that shows in them only.
  await byWebhook(workspace, () => {
    for (const id of [...listed, ...created]) prices.update(id, { nickname: 'renamed' });
    prices.update(created[1]!, { currency_options: euro(700), metadata: { changed: 'yes' } });
  });
  await expectCopyEqualsAccount(service, workspace);

  create();
  expect(await service.sync(workspaceId, incremental)).toMatchObject({ status: 'completed' });
  await expectCopyEqualsAccount(service, workspace);
  expect(await service.sync(workspaceId)).toMatchObject(unwritten);
  expect(await service.sync(workspaceId)).toMatchObject(unwritten);
  await expectCopyEqualsAccount(service, workspace);
});

test('objects that lists do not show although they live cost no request at each full sync', async () => {
  const workspace = await service.connect(small);
  const { workspaceId, account } = workspace;
  const { prices, customers } = account;
  await service.sync(workspaceId);
  for (let place = 0; place < 50; place += 1) prices.hidden.add(prices.idAt(place));
  for (let place = 0; place < 5; place += 1) customers.hidden.add(customers.idAt(place));
  account.requests.clear();
  await service.sync(workspaceId);
  expect(fetched(workspace)).toHaveLength(55);
  for (const request of [{}, {}, incremental]) {
    account.requests.clear();
    expect(await service.sync(workspaceId, request)).toMatchObject(unwritten);
    expect(fetched(workspace)).toEqual([]);
  }
  await expectCopyEqualsAccount(service, workspace);

  // Events keep them fresh, and what is listed again is as any other.
  await byWebhook(workspace, () => {
    customers.update(customers.idAt(1), { name: 'hidden, changed' });
    customers.delete(customers.idAt(2));
  });
  await expectCopyEqualsAccount(service, workspace);
  customers.hidden.delete(customers.idAt(3));
  await service.sync(workspaceId);
  customers.delete(customers.idAt(3), { silent: true });
  expect(await service.sync(workspaceId)).toMatchObject({ status: 'completed', progress: { deleted: 1 } });
  await expectCopyEqualsAccount(service, workspace);
});

test('customers and subscriptions of test clocks stay once events have told of them, and cost no request', async () => {
  const workspace = await service.connect(small);
  const { workspaceId, account } = workspace;
  const { customers, subscriptions, prices } = account;
  await service.sync(workspaceId);
  await byWebhook(workspace, () => {
    const { id: customer } = customers.create({ name: 'of a clock', test_clock: 'clock_1' });
    subscriptions.create({ customer, items: [{ price: prices.idAt(1) }] });
  });
  await expectCopyEqualsAccount(service, workspace);
  await service.sync(workspaceId);
  for (const _ of [1, 2]) {
    account.requests.clear();
    expect(await service.sync(workspaceId)).toMatchObject(unwritten);
    expect(fetched(workspace)).toEqual([]);
  }
  await expectCopyEqualsAccount(service, workspace);
});

test('prices that only their subscriptions name are fetched once, whichever way the subscriptions come', async () => {
  const workspace = await service.connect({ ...small, manyItemsEvery: 10 });
  const { workspaceId, account } = workspace;
  const { customers, subscriptions, products, prices } = account;
  /** Subscriptions with prices of their own: one each, and one with 25, whose last ones its page does not show. */
  const create = (place: number) => {
    const inline = { currency: 'usd', unit_amount: 700 + place, recurring: { interval: 'month' } };
    const item = () => ({ price_data: { ...inline, product: products.idAt(place % 5) } });
    const items = place % 10 === 9 ? Array.from({ length: 25 }, item) : [item()];
    return subscriptions.create({ customer: customers.idAt(place % 30), items }).id;
  };
  for (let place = 0; place < 30; place += 1) create(place);
  products.hidden.add(products.idAt(2));
  expect(prices.hidden.size).toBe(27 + 3 * 25);
  await service.sync(workspaceId);
  // Subscriptions that are not shown whole by the events of their creation are fetched as well.
  const ofCatalog = fetched(workspace).filter((path) => !path.startsWith('/v1/subscriptions/'));
  expect(ofCatalog).toHaveLength(prices.hidden.size + 1);
  await expectCopyEqualsAccount(service, workspace);
  for (const request of [{}, {}, incremental]) {
    account.requests.clear();
    expect(await service.sync(workspaceId, request)).toMatchObject(unwritten);
    expect(fetched(workspace)).toEqual([]);
  }

  await byWebhook(workspace, () => void [create(40), create(49)]);
  expect(await service.sync(workspaceId, incremental)).toMatchObject({ status: 'completed' });
  await expectCopyEqualsAccount(service, workspace);
  create(50);
  create(59);
  expect(await service.sync(workspaceId, incremental)).toMatchObject({ status: 'completed' });
  await expectCopyEqualsAccount(service, workspace);
});
