import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultSpec } from '../../simulator/core/faults.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { afterRequests, lists } from '../support/requests-of.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { stripeOf } from '../support/stripe-of.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

const small = { customers: 450, products: 10, prices: 30, subscriptions: 250 };
const passing: Record<string, FaultSpec> = {
  'rate limits': {
    action: { kind: 'status', status: 429, reason: 'endpoint-rate' },
    probability: 0.3,
    times: 8,
  },
  'an object lock': { action: { kind: 'lock_timeout' }, times: 3 },
  'errors of the provider': { action: { kind: 'status', status: 500 }, probability: 0.3, times: 6 },
  'dropped connections': { action: { kind: 'drop', when: 'before' }, probability: 0.3, times: 6 },
  'connections dropped in the middle of a body': {
    action: { kind: 'drop', when: 'half_body' },
    probability: 0.3,
    times: 6,
  },
  'bodies that come in drops': { action: { kind: 'trickle', pieces: 20, pauseMs: 10 } },
  'JSON cut in half': { action: { kind: 'bad_json', as: 'truncated' }, probability: 0.3, times: 6 },
  'a proxy’s error page': {
    action: { kind: 'bad_json', as: 'html', status: 503 },
    probability: 0.3,
    times: 6,
  },
};

test.each(Object.entries(passing))('a full sync outlasts %s', async (_name, fault) => {
  const workspace = await service.connect(small);
  workspace.account.faults.add({ path: '^/v1/', ...fault });
  const session = await service.sync(workspace.workspaceId);
  expect(session).toMatchObject({ status: 'completed', errorSummary: null });
  await expectCopyEqualsAccount(service, workspace);
});

test('a session waits for a provider that is away, says so, and then goes on', async () => {
  const workspace = await service.connect({ ...small, customers: 1_500, latency: { fixedMs: 40 } });
  const { sessionId } = await service.start(workspace.workspaceId);
  await afterRequests(workspace.account, 8);
  workspace.account.faults.add({ id: 'outage', action: { kind: 'drop', when: 'before' } });
  const deadline = Date.now() + 30_000;
  let waiting = null;
  while (waiting === null && Date.now() < deadline) {
    waiting = (await service.gateway.progress(stripeOf(workspace.workspaceId)))?.waiting ?? null;
    await sleep(100);
  }
  expect(waiting).toMatchObject({
    reason: 'Stripe could not be reached.',
    since: expect.any(String),
    until: expect.any(String),
  });
  workspace.account.faults.remove('outage');
  expect((await service.ended(workspace.workspaceId, sessionId)).status).toBe('completed');
  await expectCopyEqualsAccount(service, workspace);
});

test('a key revoked in the middle ends the session within seconds, in words for a merchant, without a storm of retries', async () => {
  const { workspaceId, account } = await service.connect({
    ...small,
    customers: 3_000,
    latency: { fixedMs: 50 },
  });
  const { sessionId } = await service.start(workspaceId);
  await afterRequests(account, 10);
  const [key] = account.keys.keys();
  account.revokeKey(key!);
  const revoked = Date.now();
  const session = await service.ended(workspaceId, sessionId, 10_000);
  expect(Date.now() - revoked).toBeLessThan(8_000);
  expect(session).toMatchObject({
    status: 'failed',
    errorSummary: {
      message: expect.stringMatching(/Stripe does not accept this API key/),
      problems: [{ code: 'provider_unauthorized' }],
    },
  });
  const config = await service.db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get('stripe'));
  expect(config?.syncStatus).toBe('failed');
  const refused = service.simulator.requests
    .list()
    .filter(({ status, started }) => status === 401 && started >= revoked);
  expect(refused.length).toBeLessThan(20);
});

test('an entity that a restricted key may not read is reported, the others go on, and the session is not complete', async () => {
  const key = `rk_test_${crypto.randomUUID().replaceAll('-', '')}`;
  const workspace = await service.connect({ ...small, keys: [{ key, denied: ['subscriptions'] }] }, key);
  const session = await service.sync(workspace.workspaceId);
  expect(session).toMatchObject({
    status: 'failed',
    errorSummary: { problems: [{ code: 'provider_forbidden', entityType: 'subscriptions' }] },
    progress: {
      entities: { customers: { state: 'complete', listed: 450 }, subscriptions: { state: 'failed' } },
    },
  });
  expect(lists(workspace.account.requests.list()).filter(({ status }) => status === 403)).toHaveLength(1);
});

test('objects that cannot be stored are named in a full sync that completes, and are copied once they can be', async () => {
  const workspace = await service.connect(small);
  const { customers, products } = workspace.account;
  const [customer, other] = [customers.idAt(120), customers.idAt(130)];
  customers.update(customer, { livemode: 'perhaps' });
  customers.update(other, { livemode: 'perhaps' });
  const { id } = products.create({ id: 'x'.repeat(4_000) });
  const session = await service.sync(workspace.workspaceId);
  expect(session).toMatchObject({
    status: 'completed',
    errorSummary: {
      problems: [
        {
          entityType: 'customers',
          message: expect.stringMatching(/^Of customers, cus_\w+ and 1 more cannot be stored/),
        },
        { entityType: 'products', message: expect.stringContaining('longer than 255 characters') },
      ],
    },
  });
  for (const each of [customer, other]) customers.update(each, { livemode: true });
  products.delete(id);
  expect(await service.sync(workspace.workspaceId)).toMatchObject({
    status: 'completed',
    errorSummary: null,
  });
  await expectCopyEqualsAccount(service, workspace);
});
