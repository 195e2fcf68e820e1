import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { createTestDatabase } from '../support/database.ts';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { mutateSteadily } from '../../simulator/core/mutate/mutate.ts';
import { untilSettled } from '../support/inbox.ts';
import { createLogin } from '../support/login.ts';

let deployment: Deployment;
beforeAll(async () => {
  const database = await createTestDatabase();
  const login = await createLogin(database);
  const drop = () => login.drop().then(database.drop);
  deployment = await startDeployment({ database: { url: login.url, drop } });
  await deployment.startWorker();
});
afterAll(() => deployment.stop());

test('API and worker do all their work with a login that owns nothing', async () => {
  const { service } = deployment;
  expect((await deployment.call('GET', '/readyz')).status).toBe(200);
  const workspace = await deployment.connect({ customers: 120, products: 4, prices: 8, subscriptions: 40 });
  const { workspaceId, account } = workspace;
  const first = await service.ended(workspaceId, await deployment.startSync(workspaceId, 'initial'));
  expect(first).toMatchObject({ status: 'completed', errorSummary: null });

  await mutateSteadily(account, { count: 30, perSecond: 100, seed: 1 }).done;
  expect((await account.deliveries.settled(30_000)).byState.acknowledged).toBeGreaterThan(0);
  await untilSettled(service, [workspace]);
  const later = await service.ended(workspaceId, await deployment.startSync(workspaceId, 'incremental'));
  expect(later).toMatchObject({ status: 'completed', errorSummary: null });
  await expectCopyEqualsAccount(service, workspace);
});
