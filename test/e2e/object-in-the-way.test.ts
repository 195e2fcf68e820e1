import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultAction } from '../../simulator/core/faults.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

const small = { customers: 30, products: 5, prices: 40, subscriptions: 20 };
const incremental = { sessionType: 'incremental_sync' } as const;

/** A copied account in which lists have stopped to show these prices, so that each has to be fetched. */
async function withMissing(places: readonly number[]): Promise<ConnectedWorkspace & { ids: string[] }> {
  const workspace = await service.connect(small);
  const { prices } = workspace.account;
  await service.sync(workspace.workspaceId);
  const ids = places.map((place) => prices.idAt(place));
  for (const id of ids) prices.hidden.add(id);
  workspace.account.requests.clear();
  return { ...workspace, ids };
}

const asked = ({ account }: ConnectedWorkspace, id: string): number =>
  account.requests.list().filter(({ path }) => path.endsWith(`/${id}`)).length;

const answers = {
  'is refused': { kind: 'status', status: 400 },
  'may not be read': { kind: 'status', status: 403 },
  'fails at Stripe for ever': { kind: 'status', status: 500 },
  'is locked for ever': { kind: 'lock_timeout' },
  'is no JSON': { kind: 'bad_json', as: 'html' },
} satisfies Record<string, FaultAction>;

test.for(Object.entries(answers))('one price whose fetch %s holds up nobody', async ([_name, action]) => {
  const workspace = await withMissing([3, 4, 5, 6, 7, 8]);
  const { workspaceId, account, ids } = workspace;
  const [inTheWay = '', ...others] = ids;
  account.faults.add({ id: 'price', path: `^/v1/prices/${inTheWay}`, action });
  const named = {
    status: 'completed',
    errorSummary: {
      problems: [{ entityType: 'prices', message: expect.stringContaining(inTheWay) }],
    },
  };

  expect(await service.sync(workspaceId, { entityTypes: ['customers'] })).toMatchObject({
    status: 'completed',
    errorSummary: null,
  });
  expect(asked(workspace, inTheWay)).toBe(0);

  expect(await service.sync(workspaceId)).toMatchObject(named);
  expect(asked(workspace, inTheWay)).toBeGreaterThan(0);
  for (const id of others) expect(asked(workspace, id)).toBe(1);

  account.requests.clear();
  expect(await service.sync(workspaceId)).toMatchObject(named);
  expect(await service.sync(workspaceId, incremental)).toMatchObject(named);
  expect(await service.sync(workspaceId, { entityTypes: ['customers', 'products'] })).toMatchObject({
    status: 'completed',
    errorSummary: null,
  });
  for (const id of ids) expect(asked(workspace, id)).toBe(0);
  await expectCopyEqualsAccount(service, workspace);
});

const failing = ['is refused', 'fails at Stripe for ever', 'is no JSON'] as const;

test.for(failing)('an event about a price whose fetch %s holds up no other', async (name) => {
  const workspace = await withMissing([]);
  const { workspaceId, account } = workspace;
  const { customers, prices } = account;
  const id = prices.idAt(3);
  account.faults.add({ id: 'price', path: `^/v1/prices/${id}`, action: answers[name] });
  prices.update(id, { nickname: 'changed' });
  customers.update(customers.idAt(1), { name: 'changed' });
  expect(await service.sync(workspaceId, incremental)).toMatchObject({
    status: 'completed',
    errorSummary: { problems: [{ entityType: 'prices', message: expect.stringContaining(id) }] },
  });
  const row = await service.db.inWorkspace(workspaceId, (ws) =>
    ws.customers.getByExternalId('stripe', customers.idAt(1)),
  );
  expect(row).toMatchObject({ name: 'changed' });
});

test('an entity that the key may no longer read fails its own sessions only', async () => {
  const workspace = await withMissing([]);
  const { workspaceId, account } = workspace;
  const { prices } = account;
  await service.db.inWorkspace(workspaceId, (ws) =>
    ws.rechecks.add('stripe', 'prices', [prices.idAt(1), prices.idAt(2)], 'unordered'),
  );
  account.faults.add({ id: 'refused', path: '^/v1/prices', action: { kind: 'status', status: 403 } });
  const failed = {
    status: 'failed',
    errorSummary: { problems: [{ entityType: 'prices', code: 'provider_forbidden' }] },
  };
  const completed = { status: 'completed', errorSummary: null };
  const others = { ...incremental, entityTypes: ['customers', 'products', 'subscriptions'] } as const;
  expect(await service.sync(workspaceId, others)).toMatchObject(completed);
  expect(await service.sync(workspaceId, incremental)).toMatchObject(failed);
  expect(await service.sync(workspaceId)).toMatchObject(failed);
  account.faults.clear();
  expect(await service.sync(workspaceId, incremental)).toMatchObject(completed);
  await expectCopyEqualsAccount(service, workspace);
});
