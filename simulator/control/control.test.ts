import { afterAll, beforeAll, expect, test } from 'vitest';
import { trusted } from '../objects/json.ts';
import { sdkClient } from '../sdk-client.ts';
import { startSimulator, type Simulator } from '../server.ts';

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

test('a command that makes no sense says why', async () => {
  expect(await command('GET', '/unicorns')).toMatchObject({ status: 404 });
  expect(await command('GET', '/accounts/sk_nobody')).toMatchObject({ status: 400 });
  expect(await command('DELETE', `/accounts/${key}/customers/cus_nobody`)).toMatchObject({
    status: 404,
    body: { error: "No such customer: 'cus_nobody'" },
  });
  expect(await command('POST', '/accounts', { subscriptions: 5 })).toMatchObject({ status: 400 });
});
