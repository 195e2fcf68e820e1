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

const small = { customers: 60, products: 5, prices: 10, subscriptions: 40 };

async function settled({ workspaceId }: ConnectedWorkspace, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (
    (await service.db.inWorkspace(workspaceId, (ws) => ws.inbox.list({ limit: 1, state: 'stored' }))).length >
    0
  ) {
    if (Date.now() > deadline) throw new Error('events are still stored');
    await sleep(50);
  }
}

/** Collects the account's events from now on, as webhooks would deliver them. */
function record({ account }: ConnectedWorkspace): object[] {
  const events: object[] = [];
  account.onEvent((event) => events.push(event));
  return events;
}

test('webhooks wake a run that applies them, and a later full sync goes on as its successor without losing the lock', async () => {
  const workspace = await service.connect(small);
  const { workflowId, runId } = await service.sync(workspace.workspaceId);
  // Its row says `completed` some milliseconds before the run ends, and the run still applies events that arrive in between.
  while ((await service.gateway.describe(workflowId, runId)) === 'running') await sleep(10);
  const events = record(workspace);
  const { customers, products, subscriptions } = workspace.account;
  customers.update(customers.idAt(3), { name: 'By webhook' });
  customers.delete(customers.idAt(4));
  products.create({ name: 'New' });
  subscriptions.delete(subscriptions.idAt(5));
  await deliver(service, workspace, events);
  await settled(workspace);
  await expectCopyEqualsAccount(service, workspace);
  const [webhooks] = await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.sessions.list({ limit: 1, offset: 0 }),
  );
  expect(webhooks).toMatchObject({ sessionType: 'webhook_sync', status: 'running' });
  const session = await service.sync(workspace.workspaceId);
  expect(session.status).toBe('completed');
  expect((await service.session(workspace.workspaceId, webhooks!.id)).status).toBe('completed');
  await expectCopyEqualsAccount(service, workspace);
});

test('events late, doubled, out of order and of the same second leave the copy equal to the account', async () => {
  const workspace = await service.connect(small);
  await service.sync(workspace.workspaceId);
  const events = record(workspace);
  const { customers } = workspace.account;
  for (let round = 0; round < 5; round += 1) {
    for (const index of [1, 2, 3]) customers.update(customers.idAt(index), { name: `round ${round}` });
  }
  customers.delete(customers.idAt(2));
  await deliver(service, workspace, events.toReversed());
  await deliver(service, workspace, events);
  await settled(workspace);
  await expectCopyEqualsAccount(service, workspace);
});

test('an incremental sync finds what webhooks lost, deletions included', async () => {
  const workspace = await service.connect(small);
  await service.sync(workspace.workspaceId);
  const { customers, prices, products, subscriptions } = workspace.account;
  customers.update(customers.idAt(7), { email: 'changed@example.com' });
  customers.delete(customers.idAt(8));
  const product = products.create({ name: 'Lost' });
  prices.create({ product: product.id, currency: 'eur', unit_amount: 700 });
  subscriptions.delete(subscriptions.idAt(9));
  const before = workspace.account.requests.list().length;
  const session = await service.sync(workspace.workspaceId, { sessionType: 'incremental_sync' });
  expect(session).toMatchObject({ status: 'completed', progress: { notes: [] } });
  await expectCopyEqualsAccount(service, workspace);
  const lists = workspace.account.requests
    .list()
    .slice(before)
    .filter(({ path }) => /^\/v1\/(customers|products|prices|subscriptions)$/.test(path));
  expect(lists).toEqual([]);
});

test('a sync of one entity does not skip lost events of the others', async () => {
  const { workspaceId } = await service.connect(small);
  const readUntil = () =>
    service.db.inWorkspace(workspaceId, (ws) => ws.inboxLeases.eventsReadUntil('stripe'));
  await service.sync(workspaceId);
  const afterAll = await readUntil();
  for (const sessionType of ['incremental_sync', 'initial_sync'] as const) {
    const session = await service.sync(workspaceId, { sessionType, entityTypes: ['customers'] });
    expect(session).toMatchObject({ status: 'completed', progress: { notes: [] } });
    expect(await readUntil()).toEqual(afterAll);
  }
  await service.sync(workspaceId, { sessionType: 'incremental_sync' });
  expect((await readUntil())!.getTime()).toBeGreaterThan(afterAll!.getTime());
});

test('an incremental sync without a cursor lists everything, and says so', async () => {
  const workspace = await service.connect(small);
  const session = await service.sync(workspace.workspaceId, { sessionType: 'incremental_sync' });
  expect(session).toMatchObject({
    status: 'completed',
    progress: { notes: [expect.stringContaining('Lists everything, because')] },
  });
  await expectCopyEqualsAccount(service, workspace);
});

test('events in another API version are fetched, not trusted', async () => {
  const workspace = await service.connect(small);
  await service.sync(workspace.workspaceId);
  const events = record(workspace);
  workspace.account.apiVersion = '2019-03-14';
  const { customers } = workspace.account;
  customers.update(customers.idAt(1), { name: 'Rendered otherwise' });
  await deliver(
    service,
    workspace,
    events.map((event) => ({ ...event, data: { object: { id: customers.idAt(1), object: 'customer' } } })),
  );
  await settled(workspace);
  await expectCopyEqualsAccount(service, workspace);
});

test('a poison event is quarantined with its reason and delays no other', async () => {
  const workspace = await service.connect(small);
  await service.sync(workspace.workspaceId);
  const events = record(workspace);
  const { customers } = workspace.account;
  customers.update(customers.idAt(1), { name: 'Healthy' });
  const [healthy] = events as { id: string; data: { object: object } }[];
  const poison = {
    ...healthy!,
    id: 'evt_poison',
    data: { object: { ...healthy!.data.object, id: 'cus_poison', created: 'never' } },
  };
  const empty = { ...healthy!, id: 'evt_empty', data: {} };
  const foreign = { ...healthy!, id: 'evt_foreign', type: 'invoice.paid' };
  await deliver(service, workspace, [poison, empty, foreign, healthy!]);
  await settled(workspace);
  await expectCopyEqualsAccount(service, workspace);
  const state = async (id: string) =>
    (await service.db.inWorkspace(workspace.workspaceId, (ws) => ws.inbox.get(id)))?.state;
  expect([await state('evt_empty'), await state('evt_foreign')]).toEqual(['quarantined', 'ignored']);
  expect(await state(healthy!.id)).not.toBe('quarantined');
});
