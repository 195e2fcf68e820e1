import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../../simulator/stripe/account/account.ts';
import { startSimulator } from '../../../simulator/server.ts';
import { workspaceId, type WorkspaceId } from '../../../src/domain/ids.ts';
import { expectCopyEqualsAccount } from '../../support/account-copy.ts';
import { startDeployment, type Deployment } from '../../support/deployment.ts';
import { received, untilSettled } from '../../support/inbox.ts';
import { afterRequests } from '../../support/requests-of.ts';
import { namedAccount } from './named-accounts.ts';

const platformKey = 'sk_test_platform_0000AAAA';
let deployment: Deployment;
let platform: Account;

beforeAll(async () => {
  const simulator = await startSimulator();
  platform = simulator.createAccount({ id: 'acct_platform', keys: [platformKey], limits: 'off' });
  const url = 'https://sync.example.com/webhooks/stripe/connect';
  const endpoint = platform.webhookEndpoints.create({ url, connect: true, enabled_events: ['*'] });
  const env = { STRIPE_PLATFORM_KEYS: platformKey, STRIPE_CONNECT_WEBHOOK_SECRETS: endpoint.secret! };
  deployment = await startDeployment({ simulator, env });
  platform.webhookEndpoints.update(endpoint.id, { url: `${deployment.url}/webhooks/stripe/connect` });
  await deployment.startWorker();
}, 120_000);
afterAll(() => deployment.stop());

async function newWorkspace(): Promise<WorkspaceId> {
  const { body } = await deployment.call('POST', '/api/v1/workspaces', { name: 'Merchant' });
  return workspaceId((body as { id: string }).id);
}
const connectionOf = (workspace: WorkspaceId) => `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
const connect = (workspace: WorkspaceId, account: Account) =>
  deployment.call('POST', `${connectionOf(workspace)}/account`, { account: account.id });

test('a merchant ends the connection in the middle of a sync, and connects again: here, not at the one who tried as well', async () => {
  const account = namedAccount(deployment.service.simulator, 'acct_leaving', {
    customers: 2_000,
    latency: { fixedMs: 60 },
    limits: 'off',
  });
  platform.connected.add(account);
  const [workspace, other] = [await newWorkspace(), await newWorkspace()];
  expect(await connect(workspace, account)).toMatchObject({ status: 200 });
  expect(await connect(other, account)).toMatchObject({ status: 409, body: { code: 'account_taken' } });
  const before = account.requests.list().length;
  const id = await deployment.startSync(workspace, 'initial');
  await afterRequests(account, before + 8);
  platform.connected.remove(account.id);
  const ended = await deployment.service.ended(workspace, id, 30_000);
  expect(['failed', 'cancelled']).toContain(ended.status);
  await platform.deliveries.settled();
  const { body } = await deployment.call('GET', `/api/v1/workspaces/${workspace}/payment-providers`);
  expect(body).toMatchObject({ providers: [{ is_active: false }] });
  const asked = account.requests.list().length;

  // While it is nobody's, its events are nobody's: not even of the workspace that had it.
  account.customers.update(account.customers.idAt(7), { name: 'Untold' });
  account.customers.delete(account.customers.idAt(8));
  expect(account.requests.list()).toHaveLength(asked);

  platform.connected.add(account);
  expect(await connect(workspace, account)).toMatchObject({ status: 200 });
  account.customers.update(account.customers.idAt(9), { name: 'Told' });
  await platform.deliveries.settled();
  const again = await deployment.startSync(workspace, 'initial', { when_busy: 'queue' });
  expect(await deployment.service.ended(workspace, again, 120_000)).toMatchObject({ status: 'completed' });
  const connected = { workspaceId: workspace, account };
  await untilSettled(deployment.service, [connected]);
  await expectCopyEqualsAccount(deployment.service, connected);
  expect(await received(deployment.service, { workspaceId: other })).toEqual(new Map());
  const rows = await deployment.service.db.inWorkspace(other, (ws) => ws.customers.list({ limit: 1 }));
  expect(rows).toEqual([]);
});
