import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { FaultSpec } from '../../../simulator/core/faults.ts';
import type { Nonsense } from '../../../simulator/core/nonsense.ts';
import { startSimulator } from '../../../simulator/server.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import type { Account } from '../../../simulator/stripe/account/account.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ListRequest, ProviderAccount, RequestGate } from '../provider.ts';
import { stripeProvider } from './stripe-provider.ts';

const key = 'sk_test_answers';
let simulator: Simulator;
let account: Account;
let connected: ProviderAccount;
const page: ListRequest = {
  entityType: 'customers',
  limit: 10,
  createdGte: null,
  createdLt: null,
  cursor: null,
};

/** As a session's requests go, without its pace: what may pass is sent three times. */
const through: RequestGate = async (_endpoint, send) => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof SyncError) || !error.retryable || attempt === 3) throw error;
    }
  }
};

beforeAll(async () => {
  simulator = await startSimulator();
  account = simulator.createAccount({
    keys: [key],
    limits: 'off',
    customers: 40,
    products: 2,
    prices: 4,
    subscriptions: 12,
    manyItemsEvery: 3,
    manyItems: 30,
  });
  for (let i = 0; i < 40; i += 1) account.customers.update(account.customers.idAt(i), { name: `c${i}` });
  connected = stripeProvider({ apiBase: simulator.url }).connect({ api_key: key }, { through });
});
beforeEach(() => account.faults.clear());
afterAll(() => simulator.stop());

const play = (path: string, action: FaultSpec['action'], times = Infinity) =>
  account.faults.add({ path, action, times });
const events = { entityTypes: ['customers'] as const, list: 0, since: 0, cursor: null, limit: 10 };
const retrieve = () => connected.retrieve('customers', account.customers.idAt(3));
const secondPage = async () => {
  const first = await connected.list(page);
  if (first.same) expect.fail('nothing was remembered');
  const cursorCreated = first.objects.at(-1)!.created;
  return await connected.list({ ...page, cursor: first.next, cursorCreated });
};
const endpoints = () =>
  connected.webhookEndpoints.ensure(
    { url: 'https://sync.example.com/webhooks/stripe/w', owner: 'w', entityTypes: ['customers'] },
    null,
  );

const ofLists: Nonsense[] = [
  'empty_with_more',
  'data_is_object',
  'data_is_null',
  'no_has_more',
  'has_more_is_text',
  'item_is_null',
  'item_without_id',
  'item_without_date',
  'item_twice',
  'more_than_asked',
  'an_array',
  'a_text',
  'nothing',
  'an_empty_object',
];
const reads: Record<string, { path: string; ask: () => Promise<unknown>; nonsense: Nonsense[] }> = {
  'a list': {
    path: '^/v1/customers\\?',
    ask: () => connected.list(page),
    nonsense: [...ofLists, 'reversed'],
  },
  'a later page': { path: '^/v1/customers\\?.*starting_after', ask: secondPage, nonsense: ofLists },
  events: { path: '^/v1/events', ask: () => connected.listEvents(events), nonsense: ofLists },
  'an object': {
    path: '^/v1/customers/',
    ask: retrieve,
    nonsense: ['a_list', 'another_id', 'no_id', 'an_array', 'a_text', 'nothing', 'an_empty_object'],
  },
  'the account': {
    path: '^/v1/account',
    ask: () => connected.identify(),
    nonsense: ['no_id', 'a_list', 'an_array', 'a_text', 'nothing'],
  },
};
const each = Object.entries(reads).flatMap(([name, { path, ask, nonsense }]) =>
  nonsense.map((as) => ({ name, as, path, ask })),
);

describe('an answer that cannot be true', () => {
  test.each(each)('of $name, $as, is asked for again', async ({ as, path, ask }) => {
    const right = await ask();
    play(path, { kind: 'nonsense', as }, 2);
    expect(withoutTimes(await ask())).toEqual(withoutTimes(right));
  });

  test.each(each)('of $name, $as, is an error of the provider if it stays', async ({ as, path, ask }) => {
    play(path, { kind: 'nonsense', as });
    await expect(ask()).rejects.toMatchObject({
      code: expect.stringMatching(/^provider_(invalid_response|unreadable)$/),
      message: expect.stringMatching(
        /^Stripe's answer from \/v1\/\w+(\/{id})? (cannot be true: .+|is no JSON .+)\.$/,
      ),
    });
  });

  test.each(['truncated', 'html', 'empty'] as const)('of JSON, %s, is one', async (as) => {
    play('^/v1/', { kind: 'bad_json', as }, 2);
    await connected.identify();
    play('^/v1/', { kind: 'bad_json', as });
    await expect(connected.identify()).rejects.toMatchObject({ code: 'provider_invalid_response' });
  });

  test.each([
    ['the cursor', 'starting_after'],
    ['the window', 'created'],
    ['the size', 'limit'],
  ])('ignores %s', async (_what, param) => {
    const last = account.customers.retrieve(account.customers.idAt(20)).created;
    const request = { ...page, limit: 5, createdGte: last, createdLt: last + 86_400 * 300 };
    const first = await connected.list(request);
    if (first.same || first.next === null) expect.fail('there is a second page');
    const second = { ...request, cursor: first.next, cursorCreated: first.objects.at(-1)!.created };
    await connected.list(second);
    play('^/v1/customers', { kind: 'ignore', params: [param] });
    const asked = param === 'created' ? { ...request, createdLt: last + 86_400 } : second;
    await expect(connected.list(asked)).rejects.toMatchObject({ code: 'provider_invalid_response' });
  });

  it('of the list of webhook endpoints makes no second endpoint', async () => {
    await endpoints();
    const made = account.requests.list().filter(({ method }) => method === 'POST').length;
    play('^/v1/webhook_endpoints', { kind: 'nonsense', as: 'empty_with_more' });
    await expect(endpoints()).rejects.toMatchObject({ code: 'provider_invalid_response' });
    expect(account.requests.list().filter(({ method }) => method === 'POST')).toHaveLength(made);
  });
});

/** Snapshots and remembered bytes differ from request to request. */
const withoutTimes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, each: unknown) => (name === 'snapshot' ? undefined : each)));
