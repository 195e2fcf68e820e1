import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

test('a full sync copies every object, also what a list hides by default', async () => {
  const workspace = await service.connect({
    customers: 230,
    products: 30,
    prices: 120,
    subscriptions: 310,
    cancelledShare: 0.2,
    manyItemsEvery: 40,
    manyItems: 130,
    perSecond: 7,
  });
  const { products, prices } = workspace.account;
  products.update(products.idAt(3), { active: false });
  prices.update(prices.idAt(5), { active: false });
  const session = await service.sync(workspace.workspaceId);
  expect(session).toMatchObject({ status: 'completed', errorSummary: null });
  await expectCopyEqualsAccount(service, workspace);
});

test('an account that fits in one page an entity costs one list request an entity and few history events', async () => {
  const workspace = await service.connect({ customers: 90, products: 5, prices: 20, subscriptions: 60 });
  const session = await service.sync(workspace.workspaceId);
  expect(session.status).toBe('completed');
  const lists = workspace.account.requests
    .list()
    .filter(({ path }) => /^\/v1\/(customers|products|prices|subscriptions)$/.test(path));
  expect(lists.map(({ path }) => path).toSorted()).toEqual([
    '/v1/customers',
    '/v1/prices',
    '/v1/products',
    '/v1/subscriptions',
  ]);
  const history = await service.temporal.client.workflow
    .getHandle(session.workflowId, session.runId)
    .fetchHistory();
  expect(history.events?.length).toBeLessThan(60);
});

test('a large account is listed at the provider’s pace by several readers', async () => {
  const workspace = await service.connect({
    customers: 10_000,
    products: 1_000,
    prices: 2_000,
    subscriptions: 10_000,
    cancelledShare: 0.1,
    manyItemsEvery: 100,
    latency: { fixedMs: 50 },
    limits: { perEndpoint: 25 },
  });
  const session = await service.sync(workspace.workspaceId);
  expect(session).toMatchObject({
    status: 'completed',
    progress: {
      entities: {
        customers: { listed: 10_000 },
        products: { listed: 1_000 },
        prices: { listed: 2_000 },
        subscriptions: { listed: 10_000 },
      },
      rateLimited: 0,
    },
  });
  await expectCopyEqualsAccount(service, workspace);
});

test('syncing an unchanged account again writes no row', async () => {
  const workspace = await service.connect({
    customers: 150,
    products: 20,
    prices: 40,
    subscriptions: 120,
    perSecond: 5,
  });
  await service.sync(workspace.workspaceId);
  const again = await service.sync(workspace.workspaceId);
  expect(again.progress).toMatchObject({
    entities: { customers: { listed: 150, written: 0 }, subscriptions: { listed: 120, written: 0 } },
    deleted: 0,
  });
  await expectCopyEqualsAccount(service, workspace);
});
