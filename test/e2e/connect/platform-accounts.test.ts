import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../../simulator/stripe/account/account.ts';
import { startSimulator } from '../../../simulator/server.ts';
import { workspaceId, type WorkspaceId } from '../../../src/domain/ids.ts';
import { expectCopyEqualsAccount } from '../../support/account-copy.ts';
import { startDeployment, type Deployment } from '../../support/deployment.ts';
import { received, untilSettled } from '../../support/inbox.ts';
import { equalSizes, namedAccount } from './named-accounts.ts';
import type { ConnectedWorkspace } from '../../support/service.ts';

const platformKey = 'sk_test_platform_0000AAAA';
let deployment: Deployment;
let platform: Account;
let workspaces: ConnectedWorkspace[];

/** An account that is connected to the platform. */
function merchant(number: number): Account {
  const account = namedAccount(deployment.service.simulator, `acct_merchant${number}`);
  platform.connected.add(account);
  return account;
}

const connectionOf = (workspace: string) => `/api/v1/workspaces/${workspace}/payment-providers/stripe`;

async function newWorkspace(): Promise<WorkspaceId> {
  const { body } = await deployment.call('POST', '/api/v1/workspaces', { name: 'Merchant' });
  return workspaceId((body as { id: string }).id);
}

async function connect(account: Account): Promise<ConnectedWorkspace> {
  const workspace = await newWorkspace();
  const answer = await deployment.call('POST', `${connectionOf(workspace)}/account`, { account: account.id });
  expect(answer).toMatchObject({ status: 200, body: { webhook: { status: 'platform' } } });
  return { workspaceId: workspace, account };
}

beforeAll(async () => {
  const simulator = await startSimulator();
  const own = { id: 'acct_platform', keys: [platformKey], ...equalSizes };
  // One request a second of its own: nothing that is about a merchant may count against it.
  platform = simulator.createAccount({ ...own, limits: { perSecond: 1, burst: 1 } });
  const url = 'https://sync.example.com/webhooks/stripe/connect';
  const endpoint = platform.webhookEndpoints.create({ url, connect: true, enabled_events: ['*'] });
  const env = { STRIPE_PLATFORM_KEYS: platformKey, STRIPE_CONNECT_WEBHOOK_SECRETS: endpoint.secret! };
  deployment = await startDeployment({ simulator, env });
  platform.webhookEndpoints.update(endpoint.id, { url: `${deployment.url}/webhooks/stripe/connect` });
  // A request that names no account is about the platform's own, which nobody copies: it is refused.
  platform.faults.add({ path: '^/v1/', action: { kind: 'status', status: 403 } });
  await deployment.startWorker();
  workspaces = [];
  for (let number = 0; number < 50; number += 1) workspaces.push(await connect(merchant(number)));
}, 300_000);
afterAll(() => deployment.stop());

async function syncAll(
  mode: 'initial' | 'incremental',
  these: readonly ConnectedWorkspace[],
): Promise<string[]> {
  const sync = async ({ workspaceId: workspace }: ConnectedWorkspace) => {
    const id = await deployment.startSync(workspace, mode, { when_busy: 'queue' });
    return (await deployment.service.ended(workspace, id, 120_000)).status;
  };
  return await Promise.all(these.map(sync));
}

async function expectCopies(these: readonly ConnectedWorkspace[]): Promise<void> {
  for (const workspace of these) await expectCopyEqualsAccount(deployment.service, workspace);
}

/** Which limits accounts have named in a 429, by account. */
const limited = () =>
  workspaces.flatMap(({ account }) =>
    Object.keys(account.requests.counts.byLimit).length > 0 ? [account.id] : [],
  );

test('50 workspaces on one platform key are copied at once, each its own account, whatever becomes of a few', async () => {
  const [slow, refused, ended, ...others] = workspaces;
  slow!.account.limiter.set({ perSecond: 1, burst: 1 });
  refused!.account.faults.add({
    id: 'no prices',
    path: '^/v1/prices',
    action: { kind: 'status', status: 403 },
  });
  platform.connected.remove(ended!.account.id, { silent: true });

  const [ofSlow, ofRefused, ofEnded, ...ofOthers] = await syncAll('initial', workspaces);
  expect(new Set(ofOthers)).toEqual(new Set(['completed']));
  expect([ofSlow, ofRefused, ofEnded]).toEqual(['completed', 'failed', 'failed']);
  await expectCopies([slow!, ...others]);
  await expectCopyEqualsAccount(deployment.service, refused!, {
    entityTypes: ['customers', 'products', 'subscriptions'],
  });
  const none = await deployment.service.db.inWorkspace(ended!.workspaceId, (ws) =>
    ws.customers.list({ limit: 1 }),
  );
  expect(none).toEqual([]);
  // Each account has the pace of its own limits; the platform's own were not touched by 50 syncs.
  expect(limited()).toEqual([slow!.account.id]);
  expect(platform.requests.list().filter(({ path }) => !path.startsWith('/v1/webhook_endpoints'))).toEqual(
    [],
  );

  // What went wrong with three is mended with these alone.
  refused!.account.faults.remove('no prices');
  slow!.account.limiter.set('off');
  platform.connected.add(ended!.account);
  expect(await syncAll('initial', [refused!, ended!])).toEqual(['completed', 'completed']);
  await expectCopies(workspaces);
});

test('events come by the one endpoint, each to the workspace that has its account', async () => {
  const stranger = merchant(100);
  const [contested] = workspaces;
  const second = await newWorkspace();
  expect(
    await deployment.call('POST', `${connectionOf(second)}/account`, { account: contested!.account.id }),
  ).toMatchObject({ status: 409, body: { code: 'account_taken' } });

  const before = new Map(
    await Promise.all(
      workspaces.map(
        async (each) => [each.workspaceId, (await received(deployment.service, each)).size] as const,
      ),
    ),
  );
  for (const { id, customers, products } of [...workspaces.map(({ account }) => account), stranger]) {
    customers.update(customers.idAt(1), { name: `Changed in ${id}` });
    customers.delete(customers.idAt(20));
    products.create({ id: 'chosen', name: `Of ${id}` });
  }
  await platform.deliveries.settled();
  const deliveries = platform.deliveries.log.list();
  expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['acknowledged']));
  await untilSettled(deployment.service, workspaces);
  await expectCopies(workspaces);
  for (const each of workspaces) {
    const events = await received(deployment.service, each);
    // The customer, its deletion with what of its subscriptions is cancelled, and the product.
    expect(
      events.size - before.get(each.workspaceId)!,
      `events of ${each.account.id}`,
    ).toBeGreaterThanOrEqual(3);
    expect(new Set(events.values())).not.toContain('quarantined');
  }
  expect(await received(deployment.service, { workspaceId: second })).toEqual(new Map());
  expect(platform.requests.list().filter(({ path }) => !path.startsWith('/v1/webhook_endpoints'))).toEqual(
    [],
  );
});

test('account.application.deauthorized ends one connection, and the others follow their accounts', async () => {
  const [gone, ...others] = workspaces;
  platform.connected.remove(gone!.account.id);
  await platform.deliveries.settled();
  const { body } = await deployment.call('GET', `/api/v1/workspaces/${gone!.workspaceId}/payment-providers`);
  expect(body).toMatchObject({ providers: [{ is_active: false }] });
  expect(
    await deployment.call('POST', `/api/v1/workspaces/${gone!.workspaceId}/sync/stripe/initial`, {}),
  ).toMatchObject({
    status: 422,
    body: { code: 'provider_not_configured' },
  });
  for (const { account } of others)
    account.customers.update(account.customers.idAt(2), { name: `After the end, in ${account.id}` });
  // One that was missed is found by the list of events, which names the account in its header alone.
  await platform.deliveries.settled();
  platform.deliveries.set({ enabled: false });
  for (const { account } of others.slice(0, 10))
    account.customers.create({ name: `Untold, in ${account.id}` });
  expect(new Set(await syncAll('incremental', others.slice(0, 10)))).toEqual(new Set(['completed']));
  await untilSettled(deployment.service, others);
  await expectCopies(others);
  // And the account is another workspace's, if its merchant connects it there.
  platform.connected.add(gone!.account);
  const next = await connect(gone!.account);
  expect(await syncAll('initial', [next])).toEqual(['completed']);
  await expectCopies([next, ...others]);
});
