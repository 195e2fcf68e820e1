import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultSpec } from '../../simulator/core/faults.ts';
import type { Nonsense } from '../../simulator/core/nonsense.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startTestService, type TestService } from '../support/service.ts';

/** Pages that are too large, cannot be true, or fall apart while they are read. */
let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

const small = { customers: 450, products: 10, prices: 30, subscriptions: 250 };
const limitsOf = (url: string) => Number(new URLSearchParams(url).get('limit'));

const tooLarge: Record<string, FaultSpec['action']> = {
  'are cut': { kind: 'cut', bytes: 131_072 },
  'end with their connection': { kind: 'cut', bytes: 131_072, as: 'closed' },
  'end in an error of the server': { kind: 'status', status: 500 },
};

test.each(Object.entries(tooLarge))(
  'pages that %s are read in smaller ones, and the session says so',
  async (_, action) => {
    const workspace = await service.connect(small);
    const { account } = workspace;
    const path = action.kind === 'cut' ? '^/v1/subscriptions\\?' : '^/v1/subscriptions\\?.*limit=(100|50)\\b';
    account.faults.add({ id: 'large', path, action });
    const session = await service.sync(workspace.workspaceId);
    expect(session).toMatchObject({
      status: 'completed',
      errorSummary: null,
      progress: {
        notes: ['Pages of 100 subscriptions did not come whole: smaller ones are read.'],
        entities: { subscriptions: { state: 'complete', pageSize: 25 } },
      },
    });
    expect(session.progress).not.toHaveProperty('entities.customers.pageSize');
    await expectCopyEqualsAccount(service, workspace);
    const asked = account.requests.list().filter(({ path: at }) => at === '/v1/subscriptions');
    // Learnt once, and tried again now and then: not at every page.
    expect(asked.filter(({ query }) => limitsOf(query) > 25).length).toBeLessThan(asked.length / 2);

    account.requests.clear();
    account.faults.remove('large');
    expect((await service.sync(workspace.workspaceId)).progress).toMatchObject({ notes: [] });
    const again = account.requests.list().filter(({ path: at }) => at === '/v1/subscriptions');
    expect(again.some(({ query }) => limitsOf(query) === 100)).toBe(true);
    await expectCopyEqualsAccount(service, workspace);
  },
);

test('events whose pages are too large are read in smaller ones, and the session says so', async () => {
  const workspace = await service.connect(small);
  const { account } = workspace;
  await service.sync(workspace.workspaceId);
  for (let i = 0; i < 30; i += 1) account.customers.update(account.customers.idAt(i), { name: `c${i}` });
  account.faults.add({ path: '^/v1/events', action: { kind: 'cut', bytes: 20_000 } });
  const session = await service.sync(workspace.workspaceId, { sessionType: 'incremental_sync' });
  expect(session).toMatchObject({
    status: 'completed',
    progress: { notes: ['Pages of 100 events did not come whole: smaller ones are read.'] },
  });
  await expectCopyEqualsAccount(service, workspace);
});

test('a small page is recognised as unchanged in its own size', async () => {
  const workspace = await service.connect(small);
  const { account } = workspace;
  account.faults.add({ path: '^/v1/subscriptions\\?', action: { kind: 'cut', bytes: 131_072 } });
  for (let sync = 0; sync < 2; sync += 1) await service.sync(workspace.workspaceId);
  account.requests.clear();
  const { progress } = await service.sync(workspace.workspaceId);
  expect(progress).toMatchObject({ entities: { subscriptions: { listed: 250, written: 0 } } });
  expect(account.requests.list().filter(({ path }) => path.startsWith('/v1/subscriptions/'))).toEqual([]);
});

const passing: Nonsense[] = [
  'empty_with_more',
  'item_twice',
  'item_without_date',
  'no_has_more',
  'reversed',
  'an_array',
  'a_list',
];

test('answers that cannot be true are asked for again, in listings and events, and nothing is missing', async () => {
  const workspace = await service.connect({ ...small, customers: 950 });
  const { faults } = workspace.account;
  for (const [place, as] of passing.entries()) {
    faults.add({ path: '^/v1/customers\\?', nth: 3 + 2 * place, action: { kind: 'nonsense', as } });
    faults.add({ path: '^/v1/events', nth: 1 + 2 * place, action: { kind: 'nonsense', as } });
  }
  expect(await service.sync(workspace.workspaceId)).toMatchObject({
    status: 'completed',
    errorSummary: null,
  });
  await expectCopyEqualsAccount(service, workspace);
});

test('an item that goes between a subscription and the second page of its items costs nothing else', async () => {
  const spec = { ...small, subscriptions: 31, manyItemsEvery: 5, manyItems: 30 };
  const workspace = await service.connect(spec);
  const { account } = workspace;
  const id = account.subscriptions.idAt(5);
  const change = () => {
    account.subscriptionItems.delete(account.subscriptionItems.of(id)[19]!.id);
  };
  const path = `^/v1/subscription_items\\?.*subscription=${id}`;
  account.faults.add({ path, times: 1, action: { kind: 'meanwhile', change } });
  expect(await service.sync(workspace.workspaceId)).toMatchObject({
    status: 'completed',
    errorSummary: null,
    progress: { deleted: 0, entities: { subscriptions: { listed: 31 } } },
  });
  await expectCopyEqualsAccount(service, workspace);
  account.faults.clear();
  account.faults.add({ path, times: 1, action: { kind: 'meanwhile', change } });
  account.subscriptions.update(id, { metadata: { changed: 'yes' } });
  expect(await service.sync(workspace.workspaceId, { sessionType: 'incremental_sync' })).toMatchObject({
    status: 'completed',
    progress: { deleted: 0 },
  });
  await expectCopyEqualsAccount(service, workspace);
});
