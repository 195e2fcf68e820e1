import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoggedRequest } from '../../simulator/core/request-log.ts';
import { flag, instant, type ColumnKind } from '../../src/domain/entities/column.ts';
import { entities, standardEntityTypes } from '../../src/domain/entities/entities.ts';
import { wireName, type Columns } from '../../src/domain/entities/entity.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { lists } from '../support/requests-of.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

test('a full sync copies every object, also those that a list hides by default', async () => {
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

test('has as many pages on their way as slow answers ask for', async () => {
  const workspace = await service.connect({ customers: 8_000, latency: { fixedMs: 400 } });
  const request = { entityTypes: ['customers'], maxConcurrentWorkers: 10 } as const;
  const session = await service.sync(workspace.workspaceId, request);
  expect(session.progress).toMatchObject({ entities: { customers: { listed: 8_000 } } });
  const readers = mostAtOnce(lists(workspace.account.requests.list()));
  expect(readers).toBeGreaterThanOrEqual(6);
  expect(readers).toBeLessThanOrEqual(10);
});

/** The most requests that were in flight at once. */
function mostAtOnce(requests: readonly LoggedRequest[]): number {
  const during = (instant: number) =>
    requests.filter(({ started, ended }) => started <= instant && instant < (ended ?? Infinity)).length;
  return Math.max(...requests.map(({ started }) => during(started)));
}

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

/** Spoils and loses a workspace's rows. */
async function tamper(workspaceId: string, statement: string): Promise<number> {
  const client = new Client({ connectionString: service.config.database.url });
  await client.connect();
  try {
    await client.query(
      `begin; set local role payment_sync_app; select set_config('app.workspace_id', '${workspaceId}', true)`,
    );
    const { rowCount } = await client.query(statement);
    await client.query('commit');
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}

test('if little has changed in an account, only the changed pages are written', async () => {
  const workspace = await service.connect({ customers: 2_500, perSecond: 3 });
  const { workspaceId, account } = workspace;
  await service.sync(workspaceId);
  // For good: a window that was split while it was read is one more window, whose pages begin elsewhere.
  await service.sync(workspaceId);
  account.customers.update(account.customers.idAt(1_200), { name: 'Changed' });
  const session = await service.sync(workspaceId);
  expect(session.progress).toMatchObject({ entities: { customers: { listed: 2_500, written: 1 } } });
  const noted = await service.db.inWorkspace(workspaceId, (ws) =>
    ws.journal.listBySession(session.id, { limit: 100 }),
  );
  const unchanged = noted.map(({ eventDetails }) => Number(eventDetails['pages'] ?? 0));
  expect(unchanged.reduce((sum, pages) => sum + pages, 0)).toBeGreaterThanOrEqual(20);
  await expectCopyEqualsAccount(service, workspace);
});

test('rows that were lost or spoilt here are right after the next full sync, though nothing changed upstream', async () => {
  const workspace = await service.connect({
    customers: 1_500,
    products: 5,
    prices: 20,
    subscriptions: 300,
    perSecond: 3,
  });
  const { workspaceId } = workspace;
  await service.sync(workspaceId);
  const some = `(select external_id from customers order by provider_created_at limit 1 offset`;
  expect(await tamper(workspaceId, `delete from customers where external_id = ${some} 700)`)).toBe(1);
  expect(
    await tamper(
      workspaceId,
      `update customers set provider_data = '{"id": "spoilt"}', provider_digest = gen_random_uuid()
       where external_id = ${some} 30)`,
    ),
  ).toBe(1);
  expect(
    await tamper(
      workspaceId,
      `update customers set payment_sync_status = 'failed' where external_id = ${some} 1400)`,
    ),
  ).toBe(1);
  const stranger = `insert into subscriptions (workspace_id, payment_provider, external_id, provider_created_at, source,
      payment_sync_status, snapshot_from, snapshot_to)
    select workspace_id, payment_provider, 'sub_stranger', provider_created_at, 'list', 'synced', snapshot_from, snapshot_to
    from subscriptions order by provider_created_at limit 1 offset 150`;
  expect(await tamper(workspaceId, stranger)).toBe(1);
  const session = await service.sync(workspaceId);
  expect(session.progress).toMatchObject({ entities: { customers: { written: 3 } }, deleted: 1 });
  await expectCopyEqualsAccount(service, workspace);
});

/** A value of each kind that no object of the test has. */
const spoilt: Record<ColumnKind, (column: string) => string> = {
  text: () => `'spoilt'`,
  flag: (column) => `${column} is not true`,
  instant: () => `'2001-02-03T04:05:06Z'`,
  amount: () => '-7',
  decimal: () => '-7.5',
  count: () => '-7',
};

test('a typed column that was spoilt here is right after the next full sync, whichever it is, on a page that is the same', async () => {
  const workspace = await service.connect({
    customers: 400,
    products: 40,
    prices: 120,
    subscriptions: 120,
    perSecond: 3,
  });
  const { workspaceId } = workspace;
  await service.sync(workspaceId);
  await service.sync(workspaceId);
  const versions = async () => {
    const found = new Map<string, number>();
    await service.db.inWorkspace(workspaceId, async (ws) => {
      for (const entityType of standardEntityTypes)
        for (const row of await ws[entityType].list({ limit: 1000 }))
          found.set(row.externalId, row.paymentSyncVersion);
    });
    return found;
  };
  const before = await versions();
  for (const entityType of standardEntityTypes) {
    const shared = { providerCreatedAt: instant(), livemode: flag() };
    const columns: Columns = { ...shared, ...entities[entityType].columns };
    for (const [nth, [name, { kind }]] of Object.entries(columns).entries()) {
      const column = wireName(name);
      const value = spoilt[kind](column);
      const row = `(select external_id from ${entityType} order by external_id limit 1 offset ${3 * nth})`;
      expect(
        await tamper(workspaceId, `update ${entityType} set ${column} = ${value} where external_id = ${row}`),
      ).toBe(1);
    }
  }
  await expect(expectCopyEqualsAccount(service, workspace)).rejects.toThrow('typed columns');
  const session = await service.sync(workspaceId);
  expect(session.progress).toMatchObject({ deleted: 0 });
  await expectCopyEqualsAccount(service, workspace);
  expect(await versions()).toEqual(before);
});
