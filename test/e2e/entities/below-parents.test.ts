import { afterAll, beforeAll, expect, test } from 'vitest';
import { Resource } from '../../../simulator/stripe/entity/resource.ts';
import type { StripeObject } from '../../../simulator/stripe/wire/wire.ts';
import type { EntityType } from '../../../src/domain/entities/entities.ts';
import { knownObjects } from '../../../src/db/analytics/known-objects.ts';
import { requestsToList } from '../../../src/providers/listing-cost.ts';
import { stripeProvider } from '../../../src/providers/stripe/stripe-provider.ts';
import { expectCopyEqualsAccount } from '../../support/account-copy.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
}, 120_000);
afterAll(() => service.stop());

const chosen: EntityType[] = [
  'customers',
  'prices',
  'subscriptions',
  'subscription_items',
  'tax_ids',
  'payment_methods',
  'customer_balance_transactions',
];

function resourceOf({ account }: ConnectedWorkspace, entityType: EntityType): Resource<StripeObject> {
  const resource = account.entities.get(entityType)?.resource;
  if (resource instanceof Resource) return resource;
  throw new Error(`The simulator changes no ${entityType}.`);
}

async function connectedTo(
  sizes: Readonly<Record<string, number>>,
  entityTypes: readonly EntityType[] = chosen,
): Promise<ConnectedWorkspace> {
  const workspace = await service.connect({ sizes });
  await service.db.inWorkspace(workspace.workspaceId, ({ paymentConfigs }) =>
    paymentConfigs.update('stripe', { entityTypes: [...entityTypes] }),
  );
  return workspace;
}

/** How many requests of an endpoint the account has had. */
const requestsOf = ({ account }: ConnectedWorkspace, endpoint: string): number =>
  account.requests.list().filter((each) => each.endpoint === `GET /v1/${endpoint}`).length;

test('what is below objects is copied whole, counted, and follows its events and those of its parents', async () => {
  const workspace = await connectedTo({
    customers: 60,
    products: 3,
    prices: 5,
    subscriptions: 30,
    tax_ids: 40,
    payment_methods: 90,
    customer_balance_transactions: 50,
  });
  const full = await service.sync(workspace.workspaceId, { entityTypes: chosen });
  expect(full).toMatchObject({
    status: 'completed',
    errorSummary: null,
    progress: {
      entities: {
        // A request for each of 60 customers, and three pages of them.
        payment_methods: { state: 'complete', listed: 90, requests: 63 },
        customer_balance_transactions: { state: 'complete', listed: 50, requests: 63 },
        // Each customer shows ten: one has more.
        tax_ids: { state: 'complete', listed: 40, requests: 2 },
      },
    },
  });
  await expectCopyEqualsAccount(service, workspace, { entityTypes: chosen });

  workspace.account.requests.clear();
  const customers = resourceOf(workspace, 'customers');
  const [paid, noted, left] = [3, 4, 40].map((index) => customers.idAt(index));
  resourceOf(workspace, 'payment_methods').create({ customer: paid });
  resourceOf(workspace, 'tax_ids').create({ customer: noted });
  const transactions = resourceOf(workspace, 'customer_balance_transactions');
  transactions.create({ customer: noted, amount: -700 });
  customers.update(noted!, { balance: -700 });
  // Takes its tax ids and transactions with it, and detaches its payment methods, without a word about any of them.
  customers.delete(left!);
  const [item] = workspace.account.subscriptionItems.all();
  workspace.account.subscriptionItems.update(item!.id, { quantity: 77 });
  workspace.account.subscriptionItems.create({
    subscription: item!.subscription,
    price: resourceOf(workspace, 'prices').idAt(1),
  });
  const incremental = await service.sync(workspace.workspaceId, {
    sessionType: 'incremental_sync',
    entityTypes: chosen,
  });
  expect(incremental).toMatchObject({ status: 'completed', errorSummary: null });
  await expectCopyEqualsAccount(service, workspace, { entityTypes: chosen });
  expect(requestsOf(workspace, 'customers/:id/balance_transactions')).toBe(2);
  expect(requestsOf(workspace, 'customers/:id/payment_methods')).toBe(1);
  expect(requestsOf(workspace, 'customers')).toBe(0);

  // The last of its items cannot go.
  workspace.account.subscriptionItems.delete(item!.id);
  await service.sync(workspace.workspaceId, { sessionType: 'incremental_sync', entityTypes: chosen });
  await expectCopyEqualsAccount(service, workspace, { entityTypes: chosen });
}, 180_000);

test('one customer whose list does not come is named, and holds up no other', async () => {
  const entityTypes: EntityType[] = ['customers', 'payment_methods'];
  const workspace = await connectedTo({ customers: 40, payment_methods: 60 }, entityTypes);
  const broken = resourceOf(workspace, 'customers').idAt(5);
  workspace.account.faults.add({
    path: `^/v1/customers/${broken}/payment_methods`,
    action: { kind: 'refused', message: 'Something about this customer.' },
  });
  const session = await service.sync(workspace.workspaceId, { entityTypes });
  expect(session).toMatchObject({
    status: 'completed',
    errorSummary: { problems: [{ entityType: 'payment_methods', message: expect.stringContaining(broken) }] },
  });
  const rows = await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.payment_methods.list({ limit: 100 }),
  );
  const all = [...resourceOf(workspace, 'payment_methods').all()] as (StripeObject & { customer: string })[];
  expect(rows.map(({ externalId }) => externalId).toSorted()).toEqual(
    all
      .filter(({ customer }) => customer !== broken)
      .map(({ id }) => id)
      .toSorted(),
  );
}, 120_000);

/** `PARENTS=100000` is an account of that size. */
const parents = Number(process.env['PARENTS'] ?? 130);

test(
  'what costs a request for each customer takes as many requests as were said before',
  { timeout: 3_600_000 },
  async () => {
    const workspace = await connectedTo({ customers: parents, payment_methods: 40 }, ['customers']);
    const { workspaceId } = workspace;
    await service.sync(workspaceId, { entityTypes: ['customers'] });
    const both = ['customers', 'payment_methods'] as const;
    const { provider, known } = await service.db.inWorkspace(workspaceId, async (ws) => ({
      provider: stripeProvider({ apiBase: service.simulator.url }),
      known: await knownObjects(ws, 'stripe', both),
    }));
    const said = requestsToList(provider, 'payment_methods', known)!;
    expect(said).toBe(Math.ceil(parents / 25) + parents);
    await service.db.inWorkspace(workspaceId, ({ paymentConfigs }) =>
      paymentConfigs.update('stripe', { entityTypes: [...both] }),
    );
    workspace.account.requests.clear();
    const session = await service.sync(
      workspaceId,
      { sessionType: 'incremental_sync', entityTypes: both },
      3_500_000,
    );
    expect(session).toMatchObject({
      status: 'completed',
      progress: { entities: { payment_methods: { state: 'complete', listed: 40, requests: said } } },
    });
    expect(workspace.account.requests.counts.byEndpoint).toMatchObject({
      'GET /v1/customers/:id/payment_methods': { requests: parents },
    });
  },
);

test('a parent that is deleted meanwhile is no failure, and a sync that was cut off goes on where it was', async () => {
  const entityTypes: EntityType[] = ['customers', 'customer_balance_transactions'];
  const workspace = await connectedTo({ customers: 200, customer_balance_transactions: 200 }, entityTypes);
  const { workspaceId, account } = workspace;
  const customers = resourceOf(workspace, 'customers');
  // The last of the first page: its id is the cursor.
  const gone = customers.idAt(24);
  account.faults.add({
    path: `^/v1/customers/${gone}/balance_transactions`,
    nth: 1,
    action: { kind: 'meanwhile', change: () => void customers.delete(gone) },
  });
  account.faults.add({
    id: 'slow',
    path: `^/v1/customers/${customers.idAt(120)}/balance_transactions`,
    action: { kind: 'hang' },
  });
  const { sessionId } = await service.start(workspaceId, { entityTypes });
  await expect
    .poll(() => requestsOf(workspace, 'customers/:id/balance_transactions'), { timeout: 30_000 })
    .toBeGreaterThan(120);
  await service.gateway.cancelSession({ workspaceId, provider: 'stripe' }, sessionId);
  expect((await service.session(workspaceId, sessionId)).status).toBe('cancelled');
  account.faults.remove('slow');
  account.requests.clear();
  const session = await service.sync(workspaceId, { entityTypes });
  expect(session).toMatchObject({ status: 'completed', errorSummary: null });
  await expectCopyEqualsAccount(service, workspace, { entityTypes });
  // Of 200 customers 100 were read before: four pages of 25.
  const rest = requestsOf(workspace, 'customers/:id/balance_transactions');
  expect(rest).toBeGreaterThanOrEqual(99);
  expect(rest).toBeLessThanOrEqual(125);
}, 120_000);
