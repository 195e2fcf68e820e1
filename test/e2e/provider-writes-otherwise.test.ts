import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultSpec } from '../../simulator/core/faults.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startTestService, type TestService } from '../support/service.ts';

/** What a provider leaves open: how its answers are written, how long its pages are, and which answer is of a server that is behind. */
let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

const small = { customers: 450, products: 10, prices: 30, subscriptions: 250, manyItemsEvery: 20 };
const done = { status: 'completed', errorSummary: null };
const incremental = { sessionType: 'incremental_sync' } as const;

type Json = null | boolean | number | string | Json[] | Fields;
interface Fields {
  [name: string]: Json;
}

/** Each object inside is what `change` makes of it. */
function reshaped(value: Json, change: (object: Fields) => Fields): Json {
  if (Array.isArray(value)) return value.map((each) => reshaped(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([name, each]) => [name, reshaped(each, change)])),
  );
}

/** Lists whose answers are written otherwise. */
const lists = (path: string, as: (list: Fields & { data: Fields[] }) => Fields): FaultSpec => ({
  path: `^/v1/(${path})(\\?|$)`,
  action: {
    kind: 'rewritten',
    as: (json) => JSON.stringify(as(JSON.parse(json) as Fields & { data: Fields[] })),
  },
});

test('fields in another order, on lines of their own, are the same objects', async () => {
  const workspace = await service.connect(small);
  const { account } = workspace;
  const backwards = (object: Fields) => Object.fromEntries(Object.entries(object).toReversed());
  account.faults.add({
    path: '^/v1/',
    action: {
      kind: 'rewritten',
      as: (json) => JSON.stringify(reshaped(JSON.parse(json) as Json, backwards), null, 2),
    },
  });
  expect(await service.sync(workspace.workspaceId)).toMatchObject(done);
  await expectCopyEqualsAccount(service, workspace);
  account.customers.update(account.customers.idAt(3), { name: 'changed' });
  account.customers.delete(account.customers.idAt(4));
  account.subscriptions.update(account.subscriptions.idAt(20), { description: 'changed' });
  expect(await service.sync(workspace.workspaceId, incremental)).toMatchObject(done);
  await expectCopyEqualsAccount(service, workspace);
  account.faults.clear();
  const { progress } = await service.sync(workspace.workspaceId);
  const same = { written: 0 };
  expect(progress).toMatchObject({ entities: { customers: same, prices: same, subscriptions: same } });
});

test('pages that are shorter than they were asked for are pages', async () => {
  const workspace = await service.connect(small);
  const seven = lists('customers|products|prices|subscriptions|events', (list) =>
    list.data.length > 7 ? { ...list, data: list.data.slice(0, 7), has_more: true } : list,
  );
  workspace.account.faults.add(seven);
  for (const session of [{}, {}, incremental]) {
    workspace.account.customers.create({ name: 'new' });
    expect(await service.sync(workspace.workspaceId, session)).toMatchObject(done);
    await expectCopyEqualsAccount(service, workspace);
  }
});

test('what is shown whole where it is named counts by its id', async () => {
  const workspace = await service.connect(small);
  const whole = (name: string, object: Fields): Fields => ({
    ...object,
    [name]: { id: object[name] ?? null, object: name, name: 'x'.repeat(3_000) },
  });
  workspace.account.faults.add(
    lists('subscriptions', (list) => ({ ...list, data: list.data.map((each) => whole('customer', each)) })),
  );
  workspace.account.faults.add(
    lists('prices', (list) => ({ ...list, data: list.data.map((each) => whole('product', each)) })),
  );
  expect(await service.sync(workspace.workspaceId)).toMatchObject(done);
  const { customers, products } = workspace.account;
  const [named, priced] = await service.db.inWorkspace(workspace.workspaceId, async (ws) => [
    (await ws.subscriptions.list({ limit: 1_000 })).map((row) => row.customerExternalId!),
    (await ws.prices.list({ limit: 1_000 })).map((row) => row.productExternalId!),
  ]);
  const idsOf = (all: Iterable<{ id: string }>) => new Set([...all].map(({ id }) => id));
  expect(named).toHaveLength(250);
  expect(named.filter((id) => !idsOf(customers.all()).has(id))).toEqual([]);
  expect(priced.filter((id) => !idsOf(products.all()).has(id))).toEqual([]);
});

test('a full page that says that nothing follows is not believed, of objects or of events', async () => {
  const workspace = await service.connect(small);
  const { account } = workspace;
  const last = (path: string) => lists(path, (list) => ({ ...list, has_more: false }));
  account.faults.add({ ...last('customers'), nth: 2 });
  expect(await service.sync(workspace.workspaceId)).toMatchObject({
    ...done,
    progress: { entities: { customers: { listed: 450 } } },
  });
  await expectCopyEqualsAccount(service, workspace);
  for (let i = 0; i < 250; i += 1)
    account.customers.update(account.customers.idAt(i), { name: `changed ${i}` });
  account.faults.add({ ...last('events'), times: 1 });
  expect(await service.sync(workspace.workspaceId, incremental)).toMatchObject(done);
  await expectCopyEqualsAccount(service, workspace);
});

test('a list that ends with a full page costs one request of one object more', async () => {
  const workspace = await service.connect({ customers: 300, products: 99 });
  const { account } = workspace;
  const options = { entityTypes: ['customers', 'products'] as const, maxConcurrentWorkers: 1 };
  expect(await service.sync(workspace.workspaceId, options)).toMatchObject(done);
  const asked = (path: string) => account.requests.list().filter((each) => each.path === path);
  const limits = asked('/v1/customers').map(({ query }) => new URLSearchParams(query).get('limit'));
  expect(limits).toEqual(['100', '100', '100', '1']);
  expect(asked('/v1/products')).toHaveLength(1);
});

test('a redirect is no answer, and is not followed', async () => {
  const workspace = await service.connect(small);
  const headers = { Location: `${service.simulator.url}/v1/products` };
  workspace.account.faults.add({
    path: '^/v1/customers',
    nth: 2,
    action: { kind: 'error', status: 302, headers },
  });
  expect(await service.sync(workspace.workspaceId)).toMatchObject(done);
  await expectCopyEqualsAccount(service, workspace);
});
