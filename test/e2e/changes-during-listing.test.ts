import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { afterRequests } from '../support/requests-of.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

test('objects created, changed and deleted while a listing runs are in the copy as in the account', async () => {
  const workspace = await service.connect({
    customers: 1_500,
    products: 20,
    prices: 40,
    subscriptions: 300,
    latency: { fixedMs: 30 },
  });
  const { account } = workspace;
  const { customers, subscriptions } = account;
  const { sessionId } = await service.start(workspace.workspaceId);
  await afterRequests(account, 6);
  customers.delete(customers.idAt(1_499)); // the newest, listed already
  customers.delete(customers.idAt(2)); // the oldest, not listed yet
  customers.update(customers.idAt(1_498), { name: 'Changed after it was listed' });
  customers.update(customers.idAt(1), { name: 'Changed before it was listed' });
  customers.create({ name: 'Created meanwhile' });
  subscriptions.delete(subscriptions.idAt(299));
  const session = await service.ended(workspace.workspaceId, sessionId);
  expect(session.status).toBe('completed');
  await expectCopyEqualsAccount(service, workspace);
});

test('a cursor whose object is deleted between two pages loses nothing', async () => {
  const workspace = await service.connect({ customers: 700, perSecond: 3, latency: { fixedMs: 40 } });
  const { account } = workspace;
  const deleted = new Set<string>();
  const timer = setInterval(() => {
    for (const { query } of account.requests.list()) {
      const after = new URLSearchParams(query).get('starting_after');
      if (after !== null && !deleted.has(after)) {
        deleted.add(after);
        account.customers.delete(after);
      }
    }
  }, 10);
  const { sessionId } = await service.start(workspace.workspaceId, { maxConcurrentWorkers: 1 });
  await afterRequests(account, 3);
  account.customers.delete(account.customers.idAt(500));
  const session = await service.ended(workspace.workspaceId, sessionId);
  clearInterval(timer);
  expect(session.status).toBe('completed');
  await expectCopyEqualsAccount(service, workspace);
});

test('the next full sync marks objects as deleted that were deleted upstream without an event, and no others', async () => {
  const workspace = await service.connect({
    customers: 450,
    products: 12,
    prices: 30,
    subscriptions: 60,
    perSecond: 4,
  });
  const { customers } = workspace.account;
  await service.sync(workspace.workspaceId);
  const gone = [0, 1, 99, 100, 101, 250, 449].map((index) => customers.idAt(index));
  for (const id of gone) customers.delete(id);
  const session = await service.sync(workspace.workspaceId);
  expect(session).toMatchObject({ status: 'completed', progress: { deleted: gone.length } });
  await expectCopyEqualsAccount(service, workspace);
  const tombstones = await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.customers.list({ limit: 1000, includeDeleted: true }),
  );
  const deleted = tombstones.filter(({ deletedAt }) => deletedAt !== null);
  expect(deleted.map(({ externalId }) => externalId).toSorted()).toEqual(gone.toSorted());
});
