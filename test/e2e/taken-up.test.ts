import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../simulator/stripe/account/account.ts';
import type { EntityType } from '../../src/domain/entities/entities.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { lists } from '../support/requests-of.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../support/service.ts';
import { stripeOf } from '../support/stripe-of.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

const spec = { customers: 890, products: 120, prices: 230, subscriptions: 250 };

/** How often each list is asked for while `work` runs. */
async function listed(account: Account, work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = account.requests.list().length;
  await work();
  const paths = lists(account.requests.list().slice(before)).map(({ path }) => path.replace('/v1/', ''));
  return Object.fromEntries(
    [...Map.groupBy(paths, (path) => path)].map(([path, requests]) => [path, requests.length]),
  );
}

const finished = async (workspaceId: WorkspaceId, entityTypes: readonly EntityType[]): Promise<number> =>
  await service.db.inWorkspace(workspaceId, async (ws) => {
    const listings = await ws.listings.find('stripe', entityTypes);
    return listings.filter((listing) => listing.finished).length;
  });

/** Changes objects that are listed already; no webhook brings it. */
function change({ account: { customers, products } }: ConnectedWorkspace): void {
  customers.update(customers.idAt(850), { name: 'Changed between two sessions' });
  products.update(products.idAt(3), { name: 'Changed between two sessions' });
}

/** A session that is cancelled once its products and prices are complete, and most of its customers are not. */
async function cancelHalfway({ workspaceId, account }: ConnectedWorkspace): Promise<void> {
  account.faults.add({ id: 'slow', path: '^/v1/customers.*starting_after', action: { kind: 'hang' } });
  const { sessionId } = await service.start(workspaceId);
  await expect
    .poll(() => finished(workspaceId, ['products', 'prices', 'subscriptions']), { timeout: 30_000 })
    .toBe(3);
  await service.gateway.cancelSession(stripeOf(workspaceId), sessionId);
  expect((await service.session(workspaceId, sessionId)).status).toBe('cancelled');
  account.faults.remove('slow');
}

test('after a cancellation what is complete is not listed again, and what changed since is in the copy', async () => {
  const workspace = await service.connect(spec);
  const { workspaceId, account } = workspace;
  await cancelHalfway(workspace);
  change(workspace);
  const asked = await listed(account, () => service.sync(workspaceId));
  expect(asked).toEqual({ customers: expect.any(Number) });
  expect(asked['customers']).toBeLessThanOrEqual(9);
  await expectCopyEqualsAccount(service, workspace);
  // A session after one that completed lists everything.
  expect(Object.keys(await listed(account, () => service.sync(workspaceId)))).toHaveLength(4);
});

test('after a failure for one entity’s permission only that entity is listed', async () => {
  const key = `rk_test_${crypto.randomUUID().replaceAll('-', '')}`;
  const workspace = await service.connect({ ...spec, keys: [{ key, denied: ['subscriptions'] }] }, key);
  const { workspaceId, account } = workspace;
  expect((await service.sync(workspaceId)).status).toBe('failed');
  change(workspace);
  expect(await listed(account, () => service.sync(workspaceId))).toEqual({ subscriptions: 1 });
  account.addKey({ key });
  const asked = await listed(account, async () => {
    const session = await service.sync(workspaceId);
    expect(session).toMatchObject({ status: 'completed', errorSummary: null });
  });
  expect(asked).toEqual({ subscriptions: 3 });
  await expectCopyEqualsAccount(service, workspace);
});

test('if events cannot tell what has changed since, everything is listed again', async () => {
  const key = `rk_test_${crypto.randomUUID().replaceAll('-', '')}`;
  const workspace = await service.connect({ ...spec, keys: [{ key, denied: ['events'] }] }, key);
  const { workspaceId, account } = workspace;
  await cancelHalfway(workspace);
  change(workspace);
  const asked = await listed(account, () => service.sync(workspaceId));
  expect(asked).toEqual({ customers: 9, products: 2, prices: 3, subscriptions: 3 });
  await expectCopyEqualsAccount(service, workspace);
});

test('a listing that is older than a day is not taken up', async () => {
  const workspace = await service.connect(spec);
  const { workspaceId, account } = workspace;
  await cancelHalfway(workspace);
  const client = new Client({ connectionString: service.config.database.url });
  await client.connect();
  await client.query(
    `begin; set local role payment_sync_app; select set_config('app.workspace_id', '${workspaceId}', true);
     update sync_cursors set listing_started_at = now() - interval '25 hours' where entity_type = 'prices'; commit`,
  );
  await client.end();
  const asked = await listed(account, () => service.sync(workspaceId));
  expect(asked).toEqual({ customers: expect.any(Number), prices: 3 });
  await expectCopyEqualsAccount(service, workspace);
});
