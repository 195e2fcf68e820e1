import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readServerConfig } from '../../src/config/config.ts';
import { startServer } from '../../src/server.ts';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { untilSettled } from '../support/inbox.ts';
import { startPgBouncer, type PgBouncer } from '../support/programs/pgbouncer.ts';
import { startTestService } from '../support/service.ts';

let pgbouncer: PgBouncer;
let deployment: Deployment;

beforeAll(async () => {
  const { templateUrl } = inject('postgres');
  pgbouncer = await startPgBouncer(templateUrl, { default_pool_size: '12' });
  const service = await startTestService();
  const direct = service.env['DATABASE_URL']!;
  const env = { DATABASE_URL: pgbouncer.through(direct), DATABASE_DIRECT_URL: direct };
  deployment = await startDeployment({ service, env });
  await deployment.startWorker();
}, 600_000);
afterAll(async () => {
  await deployment.stop();
  await pgbouncer.stop();
});

test('API and worker work through PgBouncer: a full sync, webhooks, a rotated secret', async () => {
  const { service } = deployment;
  const connected = await deployment.connect({ customers: 250, products: 5, prices: 20, subscriptions: 120 });
  const { workspaceId, account } = connected;
  const session = await service.ended(workspaceId, await deployment.startSync(workspaceId, 'initial'));
  expect(session).toMatchObject({ status: 'completed' });

  const path = `/api/v1/workspaces/${workspaceId}/payment-providers/stripe/webhook/rotate`;
  expect((await deployment.call('POST', path)).status).toBe(200);
  for (let i = 0; i < 20; i += 1) account.customers.update(account.customers.idAt(i), { name: `Name ${i}` });
  await account.deliveries.settled();
  expect(account.deliveries.log.counts.byState.given_up).toBe(0);
  await untilSettled(service, [connected]);
  const last = account.customers.idAt(19);
  const customer = await deployment.call('GET', `/api/v1/workspaces/${workspaceId}/customers/${last}`);
  expect(customer.body.name).toBe('Name 19');
  await expectCopyEqualsAccount(service, connected);
});

test('without DATABASE_DIRECT_URL the API does not start, and says where to point it', async () => {
  const { env } = deployment.service;
  const pooled = pgbouncer.through(env['DATABASE_URL']!);
  const own = {
    ADMIN_API_KEY: 'an-admin-key-of-some-length',
    PUBLIC_BASE_URL: 'http://localhost',
    PORT: '0',
  };
  const config = readServerConfig({ ...env, ...own, DATABASE_URL: pooled, LOG_LEVEL: 'silent' });
  await expect(startServer(config)).rejects.toThrow(/transaction mode.*DATABASE_DIRECT_URL/s);
});
