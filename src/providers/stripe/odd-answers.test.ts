import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { FaultSpec } from '../../../simulator/core/faults.ts';
import { startSimulator } from '../../../simulator/server.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import type { Account } from '../../../simulator/stripe/account/account.ts';
import { UnfinishedAnswer } from '../../domain/sync-error.ts';
import type { ListRequest, ProviderAccount } from '../provider.ts';
import { stripeProvider } from './stripe-provider.ts';

const key = 'sk_test_odd_answers';
let simulator: Simulator;
let account: Account;
let connected: ProviderAccount;
const page: ListRequest = {
  entityType: 'customers',
  limit: 100,
  createdGte: null,
  createdLt: null,
  cursor: null,
};
const events = { entityTypes: ['customers'] as const, list: 0, since: 0, cursor: null, limit: 10 };

beforeAll(async () => {
  simulator = await startSimulator();
  account = simulator.createAccount({ keys: [key], limits: 'off', customers: 40 });
  connected = stripeProvider({ apiBase: simulator.url }).connect({ api_key: key });
});
beforeEach(() => account.faults.clear());
afterAll(() => simulator.stop());

const play = (action: FaultSpec['action']) => account.faults.add({ path: '^/v1/', action });
const asked: Record<string, () => Promise<unknown>> = {
  'a page': () => connected.list(page),
  'an object': () => connected.retrieve('customers', account.customers.idAt(3)),
  events: () => connected.listEvents(events),
  'the account': () => connected.identify(),
};
const reads = Object.keys(asked);
const of = (status: number, headers?: Record<string, string>): FaultSpec['action'] => ({
  kind: 'error',
  status,
  ...(headers && { headers }),
});

describe.each(reads)('%s', (what) => {
  const ask = asked[what]!;

  test.each([408, 409, 421, 424, 425, 499, 500, 502, 503, 504, 529])(
    'is asked for again after a %i',
    async (status) => {
      play(of(status));
      await expect(ask()).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
    },
  );

  test.each([400, 402, 404, 403])('is asked for again if Stripe says so with a %i', async (status) => {
    play(of(status, { 'Stripe-Should-Retry': 'true' }));
    await expect(ask()).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
  });

  test.each([400, 401, 402, 403, 404, 405, 407, 413])(
    "is asked for again after a proxy's page with a %i, which says nothing of key or object",
    async (status) => {
      play({ kind: 'bad_json', as: 'html', status });
      await expect(ask()).rejects.toMatchObject({ code: 'provider_invalid_response', retryable: true });
    },
  );

  test.each(['gzip', 'deflate', 'br', 'zstd'] as const)('is read, if it comes as %s', async (as) => {
    const plain = withoutTimes(await ask());
    play({ kind: 'encoded', as });
    expect(withoutTimes(await ask())).toEqual(plain);
  });
});

describe('an answer of more bytes than are taken', () => {
  const maxAnswerBytes = 4_000;
  const bounded = () => stripeProvider({ apiBase: simulator.url, maxAnswerBytes }).connect({ api_key: key });
  const told = { message: expect.stringContaining('MAX_ANSWER_BYTES') };

  test.each(['gzip', 'deflate', 'br', 'zstd'] as const)(
    'is given up, though it is small as %s',
    async (as) => {
      play({ kind: 'encoded', as });
      const asked = bounded().list(page);
      await expect(asked).rejects.toBeInstanceOf(UnfinishedAnswer);
      await expect(asked).rejects.toMatchObject(told);
    },
  );

  test('is given up, and a page of fewer objects comes', async () => {
    const asked = bounded().list(page);
    await expect(asked).rejects.toBeInstanceOf(UnfinishedAnswer);
    await expect(asked).rejects.toMatchObject(told);
    expect(await bounded().list({ ...page, limit: 1 })).toMatchObject({ objects: [expect.anything()] });
  });

  test('is of that object, if it is fetched by itself', async () => {
    const one = stripeProvider({ apiBase: simulator.url, maxAnswerBytes: 100 }).connect({ api_key: key });
    const fetched = one.retrieve('customers', account.customers.idAt(3));
    await expect(fetched).rejects.toMatchObject({ code: 'provider_unreadable', ...told });
  });
});

test.each([429, 503])('a pause that a %i asks for is kept, in seconds or until a date', async (status) => {
  const later = new Date(Date.now() + 60_000).toUTCString();
  play(of(status, { 'Retry-After': later }));
  const error = await connected.list(page).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ retryAfterMs: expect.any(Number) });
  const { retryAfterMs } = error as { retryAfterMs: number };
  expect(retryAfterMs).toBeGreaterThan(50_000);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  account.faults.clear();
  play(of(status, { 'Retry-After': '7' }));
  await expect(connected.list(page)).rejects.toMatchObject({ retryAfterMs: 7_000 });
});

it('leaves out of a page what it shows as deleted', async () => {
  play({ kind: 'nonsense', as: 'item_deleted' });
  const answer = await connected.list(page);
  if (answer.same) expect.fail('nothing was remembered');
  expect(answer.objects).toHaveLength(40);
  expect(JSON.parse(answer.json)).toHaveLength(40);
  expect(answer.json).not.toContain('_gone');
});

const withoutTimes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, each: unknown) => (name === 'snapshot' ? undefined : each)));
