import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, sdkClient } from '../sdk-client.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';

let simulator: Simulator;
const secret = 'sk_test_access_00000abcd';
const restricted = 'rk_test_access_00000efgh';

beforeAll(async () => {
  simulator = await startSimulator();
  simulator.createAccount({
    name: 'Acme',
    customers: 3,
    keys: [secret, { key: restricted, denied: ['prices', 'write:customers'] }],
  });
});
afterAll(() => simulator.stop());

test('an account’s keys all open the same account', async () => {
  const account = await sdkClient(simulator, secret).accounts.retrieveCurrent();
  expect(account).toMatchObject({ object: 'account', business_profile: { name: 'Acme' } });
  expect(account.id).toMatch(/^acct_/);
  expect((await sdkClient(simulator, restricted).accounts.retrieveCurrent()).id).toBe(account.id);
});

test('an unknown key is a 401 that shows only its end', async () => {
  const error = await failure(sdkClient(simulator, 'sk_test_nobodyabcd').customers.list());
  expect(error).toMatchObject({
    statusCode: 401,
    type: 'StripeAuthenticationError',
    message: 'Invalid API Key provided: sk_test_******abcd',
  });
});

test('no key at all is a 401 that asks for one; Basic works as well as Bearer', async () => {
  const bare = await fetch(`${simulator.url}/v1/customers`);
  expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Stripe"']);
  expect(await bare.text()).toContain('You did not provide an API key');
  const authorization = `Basic ${btoa(`${secret}:`)}`;
  expect((await fetch(`${simulator.url}/v1/customers`, { headers: { authorization } })).status).toBe(200);
});

test('a restricted key is refused what it may not do, by the permission’s name', async () => {
  const stripe = sdkClient(simulator, restricted);
  const error = await failure(stripe.prices.list());
  expect(error).toMatchObject({
    statusCode: 403,
    type: 'StripePermissionError',
    rawType: 'invalid_request_error',
  });
  expect(error.message).toMatch(/does not have the required permissions .*'acct_\w+'.*\('plan_read'\)/);
  expect((await stripe.customers.list()).data).toHaveLength(3);
  expect(await failure(stripe.customers.create({}))).toMatchObject({ statusCode: 403 });
});

test('a key that is revoked stops working at once', async () => {
  const account = simulator.account(secret);
  for (const [how, message] of [
    ['expired', 'Expired API Key provided: sk_test_'],
    ['deleted', 'Invalid API Key provided: sk_test_'],
  ] as const) {
    const key = `sk_test_rolled_${how}`;
    account.addKey(key);
    const stripe = sdkClient(simulator, key);
    await stripe.customers.list();
    account.revokeKey(key, how);
    expect(await failure(stripe.customers.list())).toMatchObject({
      statusCode: 401,
      message: expect.stringContaining(message),
    });
  }
});

test('answers carry Stripe’s headers, by the test clock and for the version asked for', async () => {
  simulator.clock.set(Date.UTC(2030, 0, 2, 3, 4, 5));
  const response = await fetch(`${simulator.url}/v1/customers`, {
    headers: { authorization: `Bearer ${secret}`, 'stripe-version': '2024-06-20' },
  });
  expect(response.headers.get('request-id')).toMatch(/^req_/);
  expect(response.headers.get('stripe-version')).toBe('2024-06-20');
  expect(response.headers.get('date')).toMatch(/^Wed, 02 Jan 2030 03:04:0\d GMT$/);
  const other = await fetch(`${simulator.url}/v1/customers`, {
    headers: { authorization: `Bearer ${secret}`, 'stripe-version': 'tomorrow' },
  });
  expect([other.status, await other.text()]).toEqual([
    400,
    expect.stringContaining('Invalid Stripe API version'),
  ]);
});

test('a URL that Stripe does not have is a 404 that quotes it', async () => {
  const error = await failure(sdkClient(simulator, secret).rawRequest('GET', '/v1/unicorns'));
  expect(error).toMatchObject({ statusCode: 404, message: expect.stringContaining('(GET: /v1/unicorns)') });
});
