import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Account } from './account/account.ts';
import type { FaultSpec } from '../core/faults.ts';
import { failure, sdkClient } from '../sdk-client.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';

let simulator: Simulator;
let account: Account;
const key = 'sk_test_faulty_0001';

beforeAll(async () => {
  simulator = await startSimulator();
  account = simulator.createAccount({ keys: [key], customers: 300, limits: 'off' });
});
beforeEach(() => account.faults.clear());
afterAll(() => simulator.stop());

const stripe = () => sdkClient(simulator, key);
const get = (signal?: AbortSignal) =>
  fetch(`${simulator.url}/v1/customers?limit=100`, {
    headers: { authorization: `Bearer ${key}` },
    ...(signal && { signal }),
  });
const play = (action: FaultSpec['action'], more: Omit<FaultSpec, 'action'> = {}) =>
  account.faults.add({ ...more, action });

test('an answer can be any of Stripe’s errors', async () => {
  for (const [status, type] of [
    [401, 'StripeAuthenticationError'],
    [429, 'StripeRateLimitError'],
    [500, 'StripeAPIError'],
    [503, 'StripeAPIError'],
  ] as const) {
    play({ kind: 'status', status }, { times: 1 });
    expect(await failure(stripe().customers.list())).toMatchObject({ statusCode: status, type });
  }
  play({ kind: 'lock_timeout' }, { times: 1 });
  const locked = await failure(stripe().customers.list());
  expect(locked).toMatchObject({
    statusCode: 429,
    code: 'lock_timeout',
    headers: { 'stripe-should-retry': 'true' },
  });
  expect(locked.headers).not.toHaveProperty('stripe-rate-limited-reason');
});

test('the SDK gets over a server error by its own retries', async () => {
  play({ kind: 'status', status: 503 }, { times: 1 });
  expect((await sdkClient(simulator, key, 2).customers.list()).data).toHaveLength(10);
});

test('a fault is aimed by method, path, count and probability', async () => {
  play({ kind: 'status', status: 500 }, { method: 'GET', path: '^/v1/customers\\?.*limit=1\\b', nth: 2 });
  const list = (limit: number) => stripe().customers.list({ limit });
  await list(1);
  await list(2);
  await failure(list(1));
  await list(1);
  account.faults.clear();
  const id = play({ kind: 'status', status: 500 }, { probability: 0.5 });
  await Promise.allSettled(Array.from({ length: 60 }, () => list(1)));
  const { played, seen } = account.faults.list().find((fault) => fault.id === id)!;
  expect(seen).toBe(60);
  expect(played).toBeGreaterThan(10);
  expect(played).toBeLessThan(50);
  expect(account.requests.list().at(-1)).toHaveProperty('fault');
});

test('a fault passes with its time', async () => {
  play({ kind: 'status', status: 500 }, { durationMs: 0 });
  play({ kind: 'status', status: 503 }, { afterMs: 3_600_000 });
  expect((await stripe().customers.list()).data).toHaveLength(10);
});

test('a connection can drop before anything happened, after all of it, or in the middle of the body', async () => {
  // The SDK repeats once a request that a reset connection cut off, even without retries.
  const dropped = play({ kind: 'drop', when: 'before' });
  expect(await failure(stripe().customers.create({}))).toMatchObject({ type: 'StripeConnectionError' });
  expect(account.customers.count).toBe(300);
  account.faults.remove(dropped);
  play({ kind: 'drop', when: 'after' }, { times: 1 });
  const again = await sdkClient(simulator, key, 1).customers.create({ name: 'Once' });
  expect(account.customers.count).toBe(301);
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  play({ kind: 'drop', when: 'half_body' }, { times: 1 });
  const response = await get();
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
});

test('a request can be left unanswered', async () => {
  play({ kind: 'hang' });
  await expect(get(AbortSignal.timeout(50))).rejects.toThrow(/abort|timeout/i);
});

test('a body can be slow, cut short, a page of HTML, or empty', async () => {
  play({ kind: 'trickle', pieces: 5, pauseMs: 10 }, { times: 1 });
  const started = performance.now();
  expect((await (await get()).text()).length).toBeGreaterThan(90_000);
  expect(performance.now() - started).toBeGreaterThan(35);
  for (const as of ['truncated', 'html', 'empty'] as const) {
    play({ kind: 'bad_json', as }, { times: 1 });
    const response = await get();
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(/JSON/);
  }
});

test('an answer takes as long as the account’s latency says, and others are not held up', async () => {
  account.latency = { fixedMs: 250, jitterMs: 10 };
  account.requests.clear();
  await Promise.all(Array.from({ length: 10 }, () => get().then((response) => response.text())));
  account.latency = {};
  const requests = account.requests.list();
  const firstEnd = Math.min(...requests.map(({ ended = Infinity }) => ended));
  expect(requests.every(({ started }) => started < firstEnd)).toBe(true);
  expect(requests.every(({ started, ended = 0 }) => ended - started > 245)).toBe(true);
});

test('an outage breaks every connection and ends as it began', async () => {
  simulator.offline = true;
  expect(await failure(stripe().customers.list())).toMatchObject({ type: 'StripeConnectionError' });
  simulator.offline = false;
  expect((await stripe().customers.list()).data).toHaveLength(10);
});

test('stopping does not wait for connections that are kept alive or unanswered', async () => {
  const other = await startSimulator();
  const slow = other.createAccount({ keys: ['sk_test_slow_0001'], customers: 1 });
  await sdkClient(other, 'sk_test_slow_0001').customers.list();
  slow.faults.add({ action: { kind: 'hang' } });
  const pending = failure(sdkClient(other, 'sk_test_slow_0001').customers.list());
  while (slow.requests.list().length < 2) await new Promise((resolve) => setImmediate(resolve));
  const started = performance.now();
  await other.stop();
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(await pending).toMatchObject({ type: 'StripeConnectionError' });
});
