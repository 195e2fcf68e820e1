import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FaultSpec } from '../../../../simulator/core/faults.ts';
import { startSimulator } from '../../../../simulator/server.ts';
import type { Simulator } from '../../../../simulator/simulator.ts';
import type { Account } from '../../../../simulator/stripe/account/account.ts';
import type { ListedPage, ListRequest, ProviderAccount, RetrievedObject } from '../../provider.ts';
import { stripeProvider } from '../stripe-provider.ts';

let simulator: Simulator;
let account: Account;
let connected: ProviderAccount;
let made = 0;

interface Shown {
  readonly id: string;
  readonly items: { readonly data: readonly { readonly id: string }[]; readonly has_more: boolean };
}
const page: ListRequest = {
  entityType: 'subscriptions',
  limit: 100,
  createdGte: null,
  createdLt: null,
  cursor: null,
};

beforeAll(async () => {
  simulator = await startSimulator();
});
beforeEach(() => {
  const key = `sk_test_nested${++made}`;
  account = simulator.createAccount({
    keys: [key],
    limits: 'off',
    customers: 30,
    products: 2,
    prices: 4,
    subscriptions: 31,
    manyItemsEvery: 5,
    manyItems: 30,
  });
  connected = stripeProvider({ apiBase: simulator.url }).connect({ api_key: key });
});
afterAll(() => simulator.stop());

const many = () => account.subscriptions.idAt(5);
const itemsAt = (id = many()) => account.subscriptionItems.of(id).map((item) => item.id);
const itemsOf = (id: string) => `^/v1/subscription_items\\?.*subscription=${id}`;
const play = (path: string, action: FaultSpec['action'], times = Infinity) =>
  account.faults.add({ path, action, times });
const shownIn = ({ json, path }: Pick<ListedPage, 'json' | 'path'>): Shown[] => {
  const value = JSON.parse(json) as Shown[] | { data: Shown[] };
  return path.length === 0 ? (value as Shown[]) : (value as { data: Shown[] }).data;
};
const whole = (found: RetrievedObject): Shown =>
  found.state === 'present' ? shownIn(found)[0]! : expect.fail('it is there');
const listed = async (): Promise<ListedPage> => {
  const answer = await connected.list(page);
  return answer.same ? expect.fail('nothing was remembered') : answer;
};
/** The item that Stripe shows last, behind which the next page begins, goes. */
const cursorGoes = () =>
  play(
    itemsOf(many()),
    { kind: 'meanwhile', change: () => account.subscriptionItems.delete(itemsAt()[19]!) },
    1,
  );

test('an item that goes while its subscription is fetched leaves the others', async () => {
  cursorGoes();
  const { items } = whole(await connected.retrieve('subscriptions', many()));
  expect(items.data.map(({ id }) => id)).toEqual(itemsAt());
  expect(items).toMatchObject({ has_more: false, data: { length: 29 } });
});

test('an item that goes while its subscription is listed leaves the others', async () => {
  cursorGoes();
  const answer = await listed();
  const all = shownIn(answer);
  expect(all.map(({ id }) => id)).toEqual(answer.objects.map(({ id }) => id));
  expect(all).toHaveLength(31);
  for (const { id, items } of all) expect(items.data.map((item) => item.id)).toEqual(itemsAt(id));
  expect(answer.unread).toEqual([]);
});

test.each([400, 404] as const)(
  'items that answer %i for a while are read with their subscription again',
  async (status) => {
    play(itemsOf(many()), { kind: 'resource_missing', status, param: 'subscription' }, 2);
    expect(whole(await connected.retrieve('subscriptions', many())).items.data).toHaveLength(30);
  },
);

test.each<FaultSpec['action']>([
  { kind: 'resource_missing', status: 400 },
  { kind: 'resource_missing', status: 404 },
  { kind: 'status', status: 400 },
  { kind: 'status', status: 500 },
  { kind: 'nonsense', as: 'empty_with_more' },
  { kind: 'nonsense', as: 'item_without_id' },
  { kind: 'bad_json', as: 'html' },
  { kind: 'ignore', params: ['starting_after'] },
])('items that never come (%j) hold up their own subscription only', async (action) => {
  play(itemsOf(many()), action);
  await expect(connected.retrieve('subscriptions', many())).rejects.toMatchObject({
    code: 'provider_unreadable',
    message: expect.stringMatching(
      /^Stripe shows an object of \/v1\/subscriptions, but not all of its items: /,
    ),
  });
  const answer = await listed();
  expect(answer.unread).toEqual([many()]);
  expect(answer.objects).toHaveLength(31);
  expect(shownIn(answer)).toHaveLength(30);
  expect(shownIn(answer).filter(({ items }) => items.has_more)).toEqual([]);
});

test('a subscription that goes while its items are read is gone, by its own answer', async () => {
  const missing = { kind: 'resource_missing', status: 404 } as const;
  play(itemsOf(many()), missing);
  play(`^/v1/subscriptions/${many()}`, missing);
  const answer = await listed();
  expect(answer.objects.map(({ id }) => id)).not.toContain(many());
  expect(shownIn(answer)).toHaveLength(30);
  account.faults.clear();
  play(itemsOf(many()), { ...missing, param: 'starting_after' });
  account.faults.add({ path: `^/v1/subscriptions/${many()}`, nth: 2, action: missing });
  expect(await connected.retrieve('subscriptions', many())).toMatchObject({ state: 'deleted' });
});

test('if Stripe is away, no subscription is to blame', async () => {
  play(itemsOf(many()), { kind: 'status', status: 503 });
  play(`^/v1/subscriptions/`, { kind: 'status', status: 503 });
  await expect(listed()).rejects.toMatchObject({ code: 'provider_unavailable' });
});

test('a key that may not read items is an error of the key', async () => {
  play(itemsOf(many()), { kind: 'status', status: 403 });
  await expect(listed()).rejects.toMatchObject({ code: 'provider_forbidden' });
});

test('an object is gone only if a 404 to its own path says so', async () => {
  const retrieve = () => connected.retrieve('customers', account.customers.idAt(1));
  play('^/v1/customers/', { kind: 'resource_missing', status: 400 }, 1);
  await expect(retrieve()).rejects.toMatchObject({ code: 'provider_not_found' });
  play('^/v1/customers/', { kind: 'resource_missing', status: 404 }, 1);
  expect(await retrieve()).toMatchObject({ state: 'deleted' });
  expect(await retrieve()).toMatchObject({ state: 'present' });
});

test('items whose pages are too large come in smaller ones, and it is learnt once', async () => {
  play('^/v1/subscription_items', { kind: 'cut', bytes: 12_000 });
  expect(whole(await connected.retrieve('subscriptions', many())).items.data).toHaveLength(30);
  const before = account.requests.list().length;
  expect(shownIn(await listed()).every(({ items }) => !items.has_more)).toBe(true);
  const limits = account.requests
    .list()
    .slice(before)
    .filter(({ path }) => path === '/v1/subscription_items')
    .map(({ query }) => Number(new URLSearchParams(query).get('limit')));
  expect(Math.max(...limits)).toBeLessThan(30);
});
