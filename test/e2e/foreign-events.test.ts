import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StripeEvent } from '../../simulator/stripe/entity/event.ts';
import { entityTypes } from '../../src/domain/entities/entities.ts';
import { stripeApiVersion } from '../../src/providers/stripe/stripe-api-version.ts';
import { deliver } from '../support/deliver.ts';
import { countOf, received, untilSettled } from '../support/inbox.ts';
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

/** What each of them would do to the copy if it were the account's own. */
function temptations({ account }: ConnectedWorkspace) {
  const { customers, products, subscriptions } = account;
  const customer = customers.retrieve(customers.idAt(0));
  const product = products.retrieve(products.idAt(0));
  const subscription = subscriptions.retrieve(subscriptions.idAt(0));
  return [
    { type: 'customer.created', object: { ...customer, id: 'cus_of_another' } },
    { type: 'customer.updated', object: { ...customer, name: 'Of another' } },
    { type: 'customer.deleted', object: customer },
    { type: 'product.deleted', object: product },
    { type: 'customer.subscription.updated', object: { ...subscription, status: 'paused' } },
    { type: 'customer.updated', object: { ...customer, name: 'In an old version' }, version: '2019-03-14' },
    { type: 'customer.created', object: { ...customer, id: 'cus_old' }, version: '2019-03-14' },
    { type: 'product.deleted', object: product, version: '2019-03-14' },
  ];
}

const origins = [
  { account: 'acct_another' },
  { context: 'acct_another' },
  { account: 'acct_another', context: 'org_1/acct_another' },
  { livemode: false },
  { object: { livemode: false } },
];

/** Every temptation by every origin, as events that the account signs. */
const foreignEvents = (round: string): StripeEvent[] =>
  origins.flatMap(({ object: inside, ...origin }, i) =>
    temptations(workspace).map(({ type, object, version = stripeApiVersion }, j) => ({
      id: `evt_${round}${i}${j}`,
      object: 'event' as const,
      api_version: version,
      created: Math.floor(Date.now() / 1000),
      data: { object: { ...object, ...inside } },
      livemode: true,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
      ...origin,
    })),
  );

const rows = () =>
  service.db.inWorkspace(workspace.workspaceId, async (ws) => {
    const all: unknown[] = [];
    for (const type of entityTypes) all.push(await ws[type].list({ limit: 1000, includeDeleted: true }));
    return all;
  });

test('a signed event of another account or mode touches no row and costs the merchant no request', async () => {
  const before = await rows();
  const { requests } = workspace.account;
  requests.clear();
  const events = foreignEvents('webhook');
  await deliver(service, workspace, events);
  await untilSettled(service, [workspace]);
  expect(countOf(await received(service, workspace), 'ignored')).toBe(events.length);
  expect(await rows()).toEqual(before);
  expect(requests.list()).toEqual([]);
  const reasonOf = async (id: string) =>
    (await service.db.inWorkspace(workspace.workspaceId, (ws) => ws.inbox.get(id)))?.stateReason;
  expect(await reasonOf('evt_webhook00')).toBe('It is about another account: acct_another.');
  expect(await reasonOf('evt_webhook40')).toContain('It is about test data');
});

test('nor does one that a list of events shows', async () => {
  const before = await rows();
  const { events, requests } = workspace.account;
  const shown = foreignEvents('list');
  for (const event of shown) events.collection.insert(event);
  requests.clear();
  const session = await service.sync(workspace.workspaceId, { sessionType: 'incremental_sync' });
  expect(session).toMatchObject({ status: 'completed' });
  const states = await received(service, workspace);
  expect(shown.map(({ id }) => states.get(id))).toEqual(shown.map(() => 'ignored'));
  expect(await rows()).toEqual(before);
  expect(requests.list().filter(({ path }) => path !== '/v1/events')).toEqual([]);
});

test('an event that names the connected account is its own', async () => {
  const { account } = workspace;
  const { customers } = account;
  const own: object[] = [];
  const stop = account.onEvent((event) =>
    own.push({ ...event, account: account.id, context: `org_1/${account.id}` }),
  );
  customers.update(customers.idAt(1), { name: 'Ours' });
  stop();
  await deliver(service, workspace, own);
  await untilSettled(service, [workspace]);
  const row = await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.customers.getByExternalId('stripe', customers.idAt(1)),
  );
  expect(row).toMatchObject({ name: 'Ours' });
});
