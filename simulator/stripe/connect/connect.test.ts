import { afterAll, beforeAll, expect, test } from 'vitest';
import type Stripe from 'stripe';
import { failure, sdkClient } from '../../sdk-client.ts';
import { startSimulator } from '../../server.ts';
import type { Simulator } from '../../simulator.ts';
import type { Account } from '../account/account.ts';

let simulator: Simulator;
let platform: Account;
let merchant: Account;
const key = 'sk_test_platform_00000abcd';

beforeAll(async () => {
  simulator = await startSimulator();
  platform = simulator.createAccount({ keys: [key], customers: 1, limits: 'off' });
  merchant = simulator.createAccount({ keys: ['sk_test_merchant'], customers: 3, limits: 'off' });
  platform.connected.add(merchant);
});
afterAll(() => simulator.stop());

test('a platform’s key opens its connected accounts by header, and nothing of others', async () => {
  const stripe = sdkClient(simulator, key);
  const of = { stripeAccount: merchant.id };
  expect((await stripe.accounts.retrieveCurrent({}, of)).id).toBe(merchant.id);
  expect((await stripe.customers.list({}, of)).data).toHaveLength(3);
  expect((await stripe.customers.list({}, { stripeContext: merchant.id })).data).toHaveLength(3);
  expect((await stripe.customers.list()).data).toHaveLength(1);
  expect(await failure(stripe.customers.list({}, { stripeAccount: 'acct_of_others' }))).toMatchObject({
    statusCode: 403,
    code: 'account_invalid',
    message: expect.stringMatching(/sk_test_\*+abcd' does not have access to account 'acct_of_others'/),
  });
});

test('an organization’s key opens its accounts, each by Stripe-Context and none without', async () => {
  simulator.createOrganization({ keys: ['sk_org_test_1'], accounts: [merchant] });
  const stripe = sdkClient(simulator, 'sk_org_test_1');
  expect((await stripe.customers.list({}, { stripeContext: merchant.id })).data).toHaveLength(3);
  expect(await failure(stripe.customers.list())).toMatchObject({ statusCode: 400 });
  expect(await failure(stripe.customers.list({}, { stripeContext: platform.id }))).toMatchObject({
    code: 'account_invalid',
  });
});

const authorize = async (parameters: Record<string, string>) => {
  const query = new URLSearchParams({
    response_type: 'code',
    scope: 'read_write',
    client_id: platform.connected.clientId,
    redirect_uri: 'https://sync.example.com/back',
    state: 'one',
    ...parameters,
  });
  const answer = await fetch(`${simulator.url}/oauth/authorize?${query.toString()}`, { redirect: 'manual' });
  return { status: answer.status, to: answer.headers.get('location') ?? '' };
};

test('OAuth connects the account of a merchant who consents, by a code that is good once', async () => {
  const other = simulator.createAccount({ keys: ['sk_test_other'] });
  platform.connected.next = other;
  const { status, to } = await authorize({});
  expect(status).toBe(302);
  const { searchParams } = new URL(to);
  expect(searchParams.get('state')).toBe('one');
  const post = async (path: string, fields: Record<string, string>, by = key) => {
    const headers = { authorization: `Bearer ${by}` };
    const body = new URLSearchParams(fields);
    const answer = await fetch(`${simulator.url}/oauth/${path}`, { method: 'POST', headers, body });
    return { status: answer.status, body: (await answer.json()) as object };
  };
  const fields = { grant_type: 'authorization_code', code: searchParams.get('code')! };
  expect((await post('token', fields, 'sk_test_of_nobody')).status).toBe(401);
  expect(await post('token', fields)).toMatchObject({ status: 200, body: { stripe_user_id: other.id } });
  expect(await post('token', fields)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect(platform.connected.get(other.id)).toBe(other);
  const ending = { client_id: platform.connected.clientId, stripe_user_id: other.id };
  expect(await post('deauthorize', ending)).toMatchObject({ status: 200 });
  expect(await post('deauthorize', ending)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  expect(platform.connected.get(other.id)).toBeUndefined();
});

test('OAuth leads back also if the merchant refuses, and nowhere else than is known', async () => {
  platform.connected.next = 'denied';
  expect((await authorize({})).to).toContain('error=access_denied');
  platform.connected.redirectUris.add('https://sync.example.com/back');
  expect((await authorize({})).status).toBe(302);
  expect((await authorize({ redirect_uri: 'https://evil.example.com' })).status).toBe(400);
  expect((await authorize({ client_id: 'ca_of_nobody' })).status).toBe(400);
});

test('the official SDK makes an endpoint for connected accounts, and knows it as such', async () => {
  const stripe: Stripe = sdkClient(simulator, key);
  const made = await stripe.webhookEndpoints.create({
    url: 'https://sync.example.com/connect',
    connect: true,
    enabled_events: ['*'],
  });
  expect(made.application).toMatch(/^ca_/);
  expect([...platform.webhookEndpoints.subscribed('customer.created')]).toEqual([]);
  expect([...platform.webhookEndpoints.subscribed('customer.created', true)]).toHaveLength(1);
});
