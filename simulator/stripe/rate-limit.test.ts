import { afterAll, beforeAll, expect, test } from 'vitest';
import { RateLimiter } from '../core/rate-limit.ts';
import { failure, sdkClient } from '../sdk-client.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const times = (count: number, limiter: RateLimiter, endpoint: string) =>
  Array.from({ length: count }, () => limiter.enter(endpoint)).filter((reason) => reason === undefined)
    .length;

test('an endpoint gives 25 a second, an account 100 in live mode, and both fill up again with time', () => {
  let now = 0;
  const limiter = new RateLimiter({ perSecond: 100, perEndpoint: 25 }, () => now);
  expect(times(40, limiter, 'customers')).toBe(25);
  expect(limiter.enter('customers')).toBe('endpoint-rate');
  expect(['a', 'b', 'c'].map((endpoint) => times(40, limiter, endpoint))).toEqual([25, 25, 25]);
  expect(limiter.enter('d')).toBe('global-rate');
  now = 400;
  expect(times(40, limiter, 'customers')).toBe(10);
});

test('bursts and the number in flight can be limited apart from the rate', () => {
  const limiter = new RateLimiter({ perSecond: 1, burst: 3, perEndpoint: 9 }, () => 0);
  expect(times(9, limiter, 'x')).toBe(3);
  const busy = new RateLimiter({ concurrency: 2, endpointConcurrency: 1 }, () => 0);
  expect([busy.enter('a'), busy.enter('a'), busy.enter('b'), busy.enter('c')]).toEqual([
    undefined,
    'endpoint-concurrency',
    undefined,
    'global-concurrency',
  ]);
  busy.leave('a');
  expect(busy.enter('a')).toBeUndefined();
});

test('a 429 names its limit, is Stripe’s, and is counted', async () => {
  const key = 'sk_live_limited_0001';
  const account = simulator.createAccount({
    keys: [key],
    customers: 5,
    limits: { perEndpoint: 0.001, endpointBurst: 2 },
  });
  const stripe = sdkClient(simulator, key);
  await stripe.customers.list();
  await stripe.customers.list();
  const error = await failure(stripe.customers.list());
  expect(error).toMatchObject({
    statusCode: 429,
    type: 'StripeRateLimitError',
    code: 'rate_limit',
    headers: { 'stripe-rate-limited-reason': 'endpoint-rate', 'stripe-should-retry': 'false' },
  });
  await stripe.products.list();
  expect(account.requests.counts).toMatchObject({
    byLimit: { 'endpoint-rate': 1 },
    byEndpoint: { 'GET /v1/customers': { requests: 3, objects: 10, byStatus: { 200: 2, 429: 1 } } },
  });
  account.limiter.set('off');
  await stripe.customers.list();
});

test('limits follow the key’s mode unless given', () => {
  const limits = (key: string) => simulator.createAccount({ keys: [key] }).limiter.limits;
  expect(limits('sk_live_modes_0001')).toEqual({ perSecond: 100, perEndpoint: 25 });
  expect(limits('sk_test_modes_0001')).toEqual({ perSecond: 25, perEndpoint: 25 });
});
