import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stripe } from 'stripe';
import { Receiver } from '../core/deliveries/receiver.ts';
import { trusted } from '../core/json.ts';
import { sdkClient } from '../sdk-client.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';

let simulator: Simulator;
const key = 'sk_test_steered_0001';

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

async function command(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${simulator.url}/_sim${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

test('another process can make an account, change its objects, and see what was asked of it', async () => {
  const made = await command('POST', '/accounts', { keys: [key], seed: 'far', customers: 50, limits: 'off' });
  expect(made).toMatchObject({ status: 200, body: { counts: { customers: 50 } } });
  const stripe = sdkClient(simulator, key);

  const customer = await command('POST', `/accounts/${key}/customers`, { name: 'Remote' });
  const { id } = trusted<{ id: string }>(customer.body);
  await command('PATCH', `/accounts/${key}/customers/${id}`, { name: 'Renamed' });
  expect(await stripe.customers.retrieve(id)).toMatchObject({ name: 'Renamed' });
  await command('PATCH', `/accounts/${key}/customers/${id}?silent`, { name: 'Unheard' });
  await command('DELETE', `/accounts/${key}/customers/${id}`);
  expect((await stripe.events.list()).data).toHaveLength(3);

  const counts = await command('GET', `/accounts/${key}/counts`);
  expect(counts.body).toMatchObject({ byEndpoint: { 'GET /v1/events': { requests: 1 } } });
  const requests = await command('GET', `/accounts/${key}/requests`);
  expect(requests.body).toMatchObject([{ path: `/v1/customers/${id}`, status: 200 }, { path: '/v1/events' }]);
});

test('faults, limits, latency, keys, clock and outages are set from outside', async () => {
  const stripe = sdkClient(simulator, key);
  const fault = await command('POST', `/accounts/${key}/faults`, { action: { kind: 'status', status: 500 } });
  await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 500 });
  await command('DELETE', `/accounts/${key}/faults/${trusted<{ id: string }>(fault.body).id}`);
  await command('PUT', `/accounts/${key}/limits`, { perSecond: 0.001, burst: 1 });
  await stripe.customers.list();
  await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 429 });
  await command('PUT', `/accounts/${key}/limits`, 'off');
  expect((await command('PUT', `/accounts/${key}/latency`, { fixedMs: 1 })).body).toEqual({ fixedMs: 1 });
  await command('PUT', '/clock', { now: 1_900_000_000_000 });
  expect((await stripe.customers.create({})).created).toBe(1_900_000_000);
  await command('PUT', '/offline', { offline: true });
  await expect(stripe.customers.list()).rejects.toMatchObject({ type: 'StripeConnectionError' });
  await command('PUT', '/offline', { offline: false });
  await command('DELETE', `/accounts/${key}/keys/${key}`);
  await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 401 });
  const state = await command('GET', '');
  expect(state.body).toMatchObject({ offline: false, accounts: [{ keys: [{ key, revoked: 'expired' }] }] });
});

test('deliveries and mutations are steered, awaited and counted from outside', async () => {
  const receiver = await Receiver.start();
  const path = '/accounts/sk_test_hooks';
  try {
    await command('POST', '/accounts', {
      keys: ['sk_test_hooks'],
      customers: 10,
      deliveries: { enabled: false },
    });
    const endpoint = await command('POST', `${path}/webhook_endpoints`, {
      url: receiver.url,
      enabled_events: ['*'],
    });
    const { id, secret } = trusted<{ id: string; secret: string }>(endpoint.body);
    const rolled = await command('POST', `${path}/secrets/${id}`);
    expect(rolled.body).toMatchObject({ secret: expect.stringMatching(/^whsec_/) });

    const mutated = await command('POST', `${path}/mutate`, { count: 20, kinds: ['customers', 'products'] });
    const { created } = trusted<{ created: number }>(mutated.body);
    expect(created).toBeGreaterThan(0);
    const steady = { count: 10, perSecond: 1_000, kinds: ['customers'], weights: { delete: 0 } };
    expect(await command('POST', `${path}/mutate`, steady)).toMatchObject({ body: { running: true } });
    await expect
      .poll(async () => (await command('GET', `${path}/mutate`)).body)
      .toMatchObject({ running: false, counts: { byKind: { customers: 10 } } });

    expect(await command('GET', `${path}/deliveries`)).toMatchObject({
      body: { knobs: { enabled: false }, counts: { deliveries: 30, attempts: 0 } },
    });
    await command('POST', `${path}/deliveries`, { enabled: true });
    const settled = await command('POST', `${path}/deliveries/settled`, { timeoutMs: 5_000 });
    expect(settled).toMatchObject({ status: 200, body: { byState: { acknowledged: 30, waiting: 0 } } });
    const [request] = receiver.received;
    const signature = request!.headers['stripe-signature'] ?? '';
    const { id: event } = Stripe.webhooks.constructEvent(request!.body, signature, secret);
    await command('DELETE', `${path}/deliveries`);
    await command('POST', `${path}/deliveries/resend`, { event });
    await command('POST', `${path}/deliveries/settled`);
    const log = await command('GET', `${path}/deliveries/log`);
    expect(log.body).toMatchObject([{ event, endpoint: id, state: 'acknowledged', statuses: [200] }]);

    await command('DELETE', `${path}/secrets/${id}`);
    await command('POST', `${path}/deliveries/send`, {
      event: { id: 'evt_forged', type: 'made.up' },
      endpoint: id,
    });
    await command('POST', `${path}/deliveries/settled`);
    const forged = receiver.received.at(-1)!;
    const newest = trusted<{ secret: string }>(rolled.body).secret;
    const header = forged.headers['stripe-signature'] ?? '';
    expect(Stripe.webhooks.constructEvent(forged.body, header, newest).id).toBe('evt_forged');
    expect(() => Stripe.webhooks.constructEvent(forged.body, header, secret)).toThrow('No signatures found');
    expect(await command('POST', `${path}/deliveries`, { lost: 2 })).toMatchObject({ status: 400 });
  } finally {
    await receiver.stop();
  }
});

test('a command that makes no sense says why', async () => {
  expect(await command('GET', '/unicorns')).toMatchObject({ status: 404 });
  expect(await command('GET', '/accounts/sk_nobody')).toMatchObject({ status: 400 });
  expect(await command('DELETE', `/accounts/${key}/customers/cus_nobody`)).toMatchObject({
    status: 404,
    body: { error: "No such customer: 'cus_nobody'" },
  });
  expect(await command('POST', '/accounts', { subscriptions: 5 })).toMatchObject({ status: 400 });
});

test('a site of Chargebee’s is made, changed and made to fail in the same way', async () => {
  const site = { name: 'far-test', keys: ['test_far'], customers: 5, limits: 'off' };
  expect(await command('POST', '/sites', site)).toMatchObject({ body: { counts: { customers: 5 } } });
  await command('POST', '/sites/test_far/customers', { id: 'a/b', company: 'Remote' });
  const path = `/sites/far-test/customers/${encodeURIComponent('a/b')}`;
  await command('PATCH', path, { company: 'Renamed' });
  expect((await command('GET', path)).body).toMatchObject({ company: 'Renamed' });
  expect(await command('GET', '/sites/far-test/customers/nobody')).toMatchObject({ status: 404 });
  const changed = await command('POST', '/sites/far-test/mutate', { count: 10, kinds: ['customers'] });
  expect(changed.body).toMatchObject({ byKind: { customers: 10 } });
  await command('PUT', '/sites/far-test/closed', { closed: true });
  const headers = { authorization: `Basic ${Buffer.from('test_far:').toString('base64')}` };
  expect((await fetch(`${simulator.url}/api/v2/customers`, { headers })).status).toBe(404);
  await command('PUT', '/sites/far-test/closed', { closed: false });
  expect(await command('PUT', '/sites/far-test/time', { now: 1_950_000_000_000 })).toMatchObject({
    status: 200,
  });
  await command('POST', '/sites/far-test/faults', { action: { kind: 'status', status: 503 } });
  expect((await fetch(`${simulator.url}/api/v2/customers`, { headers })).status).toBe(503);
  expect((await command('GET', '/sites/far-test/counts')).body).toMatchObject({ byStatus: { '503': 1 } });
  expect(await command('DELETE', '/sites/far-test')).toMatchObject({ status: 200 });
  expect((await command('GET', '/sites')).body).toEqual([]);
});
