import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator } from '../../../simulator/server.ts';
import { workspaceId } from '../../../src/domain/ids.ts';
import { expectCopyEqualsAccount } from '../../support/account-copy.ts';
import { startDeployment, type Deployment } from '../../support/deployment.ts';
import { received, untilSettled } from '../../support/inbox.ts';
import { namedAccount } from './named-accounts.ts';
import type { ConnectedWorkspace } from '../../support/service.ts';

const organizationKey = 'sk_org_test_0000000000AAAA';
const ids = ['acct_north', 'acct_east', 'acct_south', 'acct_west', 'acct_gone'];

let deployment: Deployment;
let workspaces: ConnectedWorkspace[];

const connectionOf = (workspace: string) => `/api/v1/workspaces/${workspace}/payment-providers/stripe`;

async function connect(account: string) {
  const { body } = await deployment.call('POST', '/api/v1/workspaces', { name: account });
  const workspace = workspaceId((body as { id: string }).id);
  const credentials = { api_key: organizationKey, account };
  return { workspace, answer: await deployment.call('POST', connectionOf(workspace), credentials) };
}

beforeAll(async () => {
  const simulator = await startSimulator();
  deployment = await startDeployment({ simulator });
  await deployment.startWorker();
  const accounts = ids.map((id) => namedAccount(simulator, id));
  simulator.createOrganization({ keys: [organizationKey], accounts });
  workspaces = [];
  for (const account of accounts) {
    const { workspace, answer } = await connect(account.id);
    expect(answer).toMatchObject({ status: 200, body: { webhook: { status: 'active' } } });
    workspaces.push({ workspaceId: workspace, account });
  }
});
afterAll(() => deployment.stop());

const statusesOf = (mode: 'initial' | 'incremental') =>
  Promise.all(
    workspaces.map(async ({ workspaceId: workspace }) => {
      const id = await deployment.startSync(workspace, mode, { when_busy: 'queue' });
      return (await deployment.service.ended(workspace, id, 120_000)).status;
    }),
  );

test('workspaces on one organization key have each its own account, and fail each by itself', async () => {
  const [slow, refused, ...others] = workspaces;
  slow!.account.limiter.set({ perSecond: 1, burst: 1 });
  refused!.account.faults.add({ id: 'off', path: '^/v1/customers', action: { kind: 'status', status: 403 } });
  expect(await statusesOf('initial')).toEqual(['completed', 'failed', 'completed', 'completed', 'completed']);
  for (const workspace of [slow!, ...others]) await expectCopyEqualsAccount(deployment.service, workspace);
  const limited = workspaces.filter(({ account }) => account.requests.counts.byStatus['429'] !== undefined);
  expect(limited).toEqual([slow]);
  slow!.account.limiter.set('off');
  refused!.account.faults.remove('off');
  expect(new Set(await statusesOf('incremental'))).toEqual(new Set(['completed']));
  for (const workspace of workspaces) await expectCopyEqualsAccount(deployment.service, workspace);
});

test('each account’s own endpoint tells its own workspace', async () => {
  for (const { account } of workspaces) {
    expect([...account.webhookEndpoints.all()]).toHaveLength(1);
    account.customers.update(account.customers.idAt(1), { name: `Changed in ${account.id}` });
    account.customers.delete(account.customers.idAt(20));
  }
  for (const { account } of workspaces) {
    const { byStatus } = await account.deliveries.settled();
    expect(Object.keys(byStatus)).toEqual(['200']);
  }
  await untilSettled(deployment.service, workspaces);
  for (const workspace of workspaces) {
    await expectCopyEqualsAccount(deployment.service, workspace);
    expect((await received(deployment.service, workspace)).size).toBeGreaterThanOrEqual(2);
  }
});

test('an account that is not of the organization is not connected', async () => {
  const { simulator } = deployment.service;
  const foreign = namedAccount(simulator, 'acct_foreign');
  const { workspace, answer } = await connect(foreign.id);
  expect(answer).toMatchObject({ status: 400, body: { code: 'provider_unauthorized' } });
  expect(foreign.requests.list()).toEqual([]);
  const { body } = await deployment.call('GET', `/api/v1/workspaces/${workspace}/payment-providers`);
  expect(body).toMatchObject({ providers: [] });
});
