import { afterAll, beforeAll, expect, test } from 'vitest';
import { trusted } from '../core/json.ts';
import { failure, sdkClient } from '../sdk-client.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';

let simulator: Simulator;
const keys = ['sk_test_list_0001'];
const spec = {
  keys,
  seed: 'list',
  customers: 250,
  products: 12,
  prices: 30,
  subscriptions: 200,
  cancelledShare: 0.2,
  manyItemsEvery: 20,
  perSecond: 4,
  limits: 'off',
} as const;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

function fresh() {
  if (simulator.accounts.size > 0) simulator.deleteAccount(keys[0]!);
  return { account: simulator.createAccount(spec), stripe: sdkClient(simulator, keys[0]!) };
}

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of pages) all.push(one);
  return all;
}
const ids = (objects: readonly { id: string }[]) => objects.map(({ id }) => id);

test('the SDK’s auto-pagination meets every object exactly once, newest first, ties included', async () => {
  const { account, stripe } = fresh();
  const customers = await collect(stripe.customers.list({ limit: 7 }));
  expect(customers).toEqual([...account.customers.all()]);
  expect(new Set(ids(customers)).size).toBe(250);
  const seconds = customers.map(({ created }) => created);
  expect(seconds).toEqual(seconds.toSorted((a, b) => b - a));
  expect(new Set(seconds).size).toBeLessThanOrEqual(63);
});

test('objects created while a list is paged do not disturb its pages', async () => {
  const { account, stripe } = fresh();
  const before = ids([...account.customers.all()]);
  const seen: string[] = [];
  for await (const { id } of stripe.customers.list({ limit: 10 })) {
    if (seen.push(id) % 10 === 1) account.customers.create({ name: 'Latecomer' });
  }
  expect(seen).toEqual(before);
  expect(ids((await stripe.customers.list({ limit: 100 })).data).slice(25)).toEqual(before.slice(0, 75));
});

test('objects that share a second are listed the later before the earlier, behind none that is older', async () => {
  const { account, stripe } = fresh();
  const [first, second] = [account.customers.create(), account.customers.create()];
  const { data } = await stripe.customers.list({ limit: 2 });
  expect(ids(data)).toEqual([second.id, first.id]);
});

test('ending_before gives the page just before its cursor, in list order', async () => {
  const { account, stripe } = fresh();
  const all = ids([...account.customers.all()]);
  const near = await stripe.customers.list({ limit: 3, ending_before: all[10]! });
  expect([ids(near.data), near.has_more]).toEqual([all.slice(7, 10), true]);
  const top = await stripe.customers.list({ limit: 20, ending_before: all[10]! });
  expect([ids(top.data), top.has_more]).toEqual([all.slice(0, 10), false]);
});

test('created filters are honoured, open and closed, and as an exact second', async () => {
  const { account, stripe } = fresh();
  const all = [...account.customers.all()];
  const [from, to] = [all[180]!.created, all[60]!.created];
  const inside = await collect(stripe.customers.list({ created: { gte: from, lt: to }, limit: 50 }));
  expect(ids(inside)).toEqual(ids(all.filter(({ created }) => created >= from && created < to)));
  const outside = await collect(stripe.customers.list({ created: { gt: from, lte: to }, limit: 50 }));
  expect(ids(outside)).toEqual(ids(all.filter(({ created }) => created > from && created <= to)));
  const exact = await stripe.customers.list({ created: to, limit: 100 });
  expect(ids(exact.data)).toEqual(ids(all.filter(({ created }) => created === to)));
  expect((await stripe.customers.list({ created: { gt: to, lt: from } })).data).toEqual([]);
});

test('the limit is 10 unless given, and 1 to 100', async () => {
  const { stripe } = fresh();
  expect((await stripe.customers.list()).data).toHaveLength(10);
  expect((await stripe.customers.list({ limit: 100 })).data).toHaveLength(100);
  for (const limit of [0, 101]) {
    const error = await failure(stripe.customers.list({ limit }));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', param: 'limit' });
  }
});

test('a cursor that is unknown or deleted is a 400 that names it', async () => {
  const { account, stripe } = fresh();
  const gone = account.customers.idAt(5);
  account.customers.delete(gone);
  for (const id of [gone, 'cus_nobody']) {
    const error = await failure(stripe.customers.list({ starting_after: id }));
    expect(error).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'starting_after',
      message: `No such customer: '${id}'`,
      rawType: 'invalid_request_error',
    });
  }
  expect(ids((await stripe.customers.list({ limit: 8 })).data)).not.toContain(gone);
});

test('ended subscriptions are hidden unless asked for', async () => {
  const { account, stripe } = fresh();
  const all = [...account.subscriptions.all()];
  const ended = all.filter(({ status }) => status === 'canceled' || status === 'incomplete_expired');
  expect(ended).toHaveLength(40);
  const shown = await collect(stripe.subscriptions.list({ limit: 100 }));
  expect(ids(shown)).toEqual(ids(all.filter((one) => !ended.includes(one))));
  expect(await collect(stripe.subscriptions.list({ limit: 100, status: 'all' }))).toHaveLength(200);
  expect(ids(await collect(stripe.subscriptions.list({ limit: 9, status: 'ended' })))).toEqual(ids(ended));
  const live = shown[0]!.id;
  await stripe.subscriptions.cancel(live);
  expect(ids((await stripe.subscriptions.list({ limit: 1 })).data)).not.toContain(live);
  expect(ids(await collect(stripe.subscriptions.list({ status: 'canceled', limit: 100 })))).toContain(live);
});

test('subscriptions are found by customer and by price', async () => {
  const { account, stripe } = fresh();
  const all = [...account.subscriptions.all()];
  const { customer, items } = all[3]!;
  const price = items.data[0]!.price.id;
  const ofCustomer = await collect(
    stripe.subscriptions.list({ customer: trusted<string>(customer), status: 'all' }),
  );
  expect(ids(ofCustomer)).toEqual(ids(all.filter((one) => one.customer === customer)));
  const ofPrice = await collect(stripe.subscriptions.list({ price, status: 'all', limit: 50 }));
  const withPrice = all.filter(({ id }) =>
    account.subscriptionItems.of(id).some((item) => item.price.id === price),
  );
  expect(ids(ofPrice)).toEqual(ids(withPrice));
});

test('a subscription nests twenty items at most; all of them are in their own list', async () => {
  const { account, stripe } = fresh();
  const subscription = await stripe.subscriptions.retrieve(account.subscriptions.idAt(0));
  const { data, has_more: more, url } = subscription.items;
  expect([data.length, more, url]).toEqual([
    20,
    true,
    `/v1/subscription_items?subscription=${subscription.id}`,
  ]);
  expect(subscription.items).toMatchObject({ object: 'list', total_count: 30 });
  const items = await collect(stripe.subscriptionItems.list({ subscription: subscription.id, limit: 8 }));
  expect(items).toHaveLength(30);
  expect(new Set(ids(items)).size).toBe(30);
  expect(ids(items).slice(0, 20)).toEqual(ids(data));
  expect(items[0]).toMatchObject({ subscription: subscription.id, object: 'subscription_item' });
});

test('products and prices are found by what the service filters by', async () => {
  const { account, stripe } = fresh();
  const products = [...account.products.all()];
  const prices = [...account.prices.all()];
  const archived = await collect(stripe.products.list({ active: false }));
  expect(ids(archived)).toEqual(ids(products.filter(({ active }) => !active)));
  const some = ids(products.slice(2, 5));
  expect(ids((await stripe.products.list({ ids: some })).data)).toEqual(some);
  const product = products[4]!.id;
  expect(ids(await collect(stripe.prices.list({ product })))).toEqual(
    ids(prices.filter((price) => price.product === product)),
  );
  expect(ids(await collect(stripe.prices.list({ type: 'one_time' })))).toEqual(
    ids(prices.filter(({ type }) => type === 'one_time')),
  );
});

test('references are expanded as deep as asked, and nothing else can be', async () => {
  const { account, stripe } = fresh();
  const { data } = await stripe.subscriptions.list({
    limit: 2,
    expand: ['data.customer', 'data.items.data.price', 'data.latest_invoice'],
  });
  expect(data[0]!.customer).toMatchObject({
    object: 'customer',
    id: account.subscriptions.find(data[0]!.id)!.customer,
  });
  const price = await stripe.prices.retrieve(account.prices.idAt(0), { expand: ['product.default_price'] });
  expect(price.product).toMatchObject({ object: 'product', default_price: { object: 'price' } });
  const wrong = await failure(stripe.customers.list({ expand: ['data.nothing'] }));
  expect(wrong).toMatchObject({ statusCode: 400, message: expect.stringContaining('cannot be expanded') });
  const misplaced = await failure(stripe.subscriptions.list({ expand: ['customer'] }));
  expect(misplaced.message).toContain("try expanding 'data.customer' instead");
});

test('a parameter that Stripe does not know is refused by name', async () => {
  const { stripe } = fresh();
  const error = await failure(stripe.rawRequest('GET', '/v1/customers?colour=red'));
  expect(error).toMatchObject({ statusCode: 400, code: 'parameter_unknown', param: 'colour' });
});
