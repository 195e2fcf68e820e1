import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../../simulator/stripe/account/account.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { countOf, received, untilSettled } from '../support/inbox.ts';
import { isRunning } from '../support/programs/is-running.ts';
import { afterRequests } from '../support/requests-of.ts';
import { startStoppablePostgres, type StoppablePostgres } from '../support/stoppable/postgres.ts';
import { eventBody, signature } from '../support/webhooks.ts';
import { mutateSteadily } from '../../simulator/core/mutate/mutate.ts';

const outageMs = 3_000;

let postgres: StoppablePostgres;
let deployment: Deployment;
beforeAll(async () => {
  postgres = await startStoppablePostgres();
  const database = { url: postgres.databaseUrl, drop: () => Promise.resolve() };
  deployment = await startDeployment({ database });
});
afterAll(async () => {
  await deployment?.stop();
  await postgres?.stop();
});

test('while Postgres is away webhooks get 503; afterwards no acknowledged event is missing, and the sync completes', async () => {
  const { service, api } = deployment;
  const [worker, workspace] = await Promise.all([
    deployment.startWorker(),
    deployment.connect({
      customers: 600,
      products: 60,
      prices: 120,
      subscriptions: 300,
      latency: { fixedMs: 500 },
      deliveries: { retry: { firstMs: 500, factor: 1.5, maxMs: 2_000, forMs: 120_000 } },
    }),
  ]);
  const { workspaceId, account } = workspace;
  const full = await deployment.startSync(workspaceId, 'initial', { batch_size: 10 });
  await afterRequests(account, 10);

  // As a failover or an idle timeout of the server does.
  const ended = await postgres.asSuperuser(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name like 'workspace-payment-sync%' and state = 'idle'`,
  );
  expect(ended).toBeGreaterThan(0);
  const changes = mutateSteadily(account, { perSecond: 50 });
  await sleep(2_000);
  expect(Object.keys(account.deliveries.log.counts.byStatus)).toEqual(['200']);

  await postgres.goAway();
  const refused = await webhook(account);
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await sleep(outageMs);
  await postgres.comeBack();
  await sleep(1_000);
  changes.stop();
  account.latency = {};

  const counts = await account.deliveries.settled(60_000);
  expect(counts.byStatus['503']).toBeGreaterThan(0);
  expect(Object.keys(counts.byStatus)).toEqual(['200', '503']);
  expect((await service.ended(workspaceId, full, 90_000)).status).toBe('completed');
  await untilSettled(service, [workspace]);
  const states = await received(service, workspace);
  const acknowledged = account.deliveries.log.list().filter(({ state }) => state === 'acknowledged');
  expect(acknowledged.filter(({ event }) => !states.has(event))).toEqual([]);
  expect(countOf(states, 'quarantined')).toBe(0);
  await expectCopyEqualsAccount(service, workspace);
  expect([api, worker].map(({ pid }) => isRunning(pid))).toEqual([true, true]);
});

/** A delivery of an event that the account never had. */
async function webhook({ webhookEndpoints }: Account): Promise<Response> {
  const [endpoint] = webhookEndpoints.subscribed('customer.updated');
  const body = eventBody();
  const [secret] = webhookEndpoints.secrets(endpoint!.id);
  const headers = { 'stripe-signature': signature(body, secret!), 'content-type': 'application/json' };
  return await fetch(endpoint!.url, { method: 'POST', headers, body });
}
