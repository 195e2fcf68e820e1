import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StripeEvent } from './entity/event.ts';
import { failure, sdkClient } from '../sdk-client.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';

let simulator: Simulator;
const key = 'sk_test_mutation_0001';

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

function fresh() {
  if (simulator.accounts.size > 0) simulator.deleteAccount(key);
  const account = simulator.createAccount({
    keys: [key],
    customers: 20,
    products: 5,
    prices: 10,
    subscriptions: 40,
    limits: 'off',
    deliveries: { enabled: false },
  });
  const heard: StripeEvent[] = [];
  account.onEvent((event) => heard.push(event));
  return { account, stripe: sdkClient(simulator, key), heard };
}

test('a customer can be created, changed and deleted, and each leaves its event', async () => {
  const { stripe, heard } = fresh();
  const created = await stripe.customers.create({
    name: 'Ada',
    email: 'ada@example.com',
    address: { city: 'London' },
    metadata: { tier: 'gold', old: 'x' },
  });
  expect(created).toMatchObject({
    object: 'customer',
    name: 'Ada',
    metadata: { tier: 'gold' },
    address: { city: 'London' },
  });
  const updated = await stripe.customers.update(created.id, {
    name: 'Grace',
    metadata: { old: '', seats: 3 },
  });
  expect(updated).toMatchObject({
    name: 'Grace',
    metadata: { tier: 'gold', seats: '3' },
    email: 'ada@example.com',
  });
  expect(updated.metadata).not.toHaveProperty('old');
  expect(await stripe.customers.del(created.id)).toEqual({
    id: created.id,
    object: 'customer',
    deleted: true,
  });

  const { data } = await stripe.events.list();
  expect(data.map(({ type }) => type)).toEqual(['customer.deleted', 'customer.updated', 'customer.created']);
  expect(data[1]!.data).toMatchObject({
    object: { id: created.id, name: 'Grace' },
    previous_attributes: { name: 'Ada', metadata: { old: 'x', seats: null } },
  });
  expect(data[1]).toMatchObject({ api_version: '2026-10-28.endive', object: 'event', livemode: false });
  expect(data[0]!.request?.id).toMatch(/^req_/);
  expect(heard.map(({ id }) => id)).toEqual(data.map(({ id }) => id).toReversed());
});

test('a generated object that is changed keeps its place, and its new state is in list and retrieve alike', async () => {
  const { account, stripe } = fresh();
  const id = account.customers.idAt(3);
  await stripe.customers.update(id, { phone: '+49' });
  const { data } = await stripe.customers.list({ limit: 5 });
  expect(data[3]).toMatchObject({ id, phone: '+49' });
  expect(await stripe.customers.retrieve(id)).toEqual(data[3]);
});

test('a deleted customer is answered as a stub, its subscriptions end with it', async () => {
  const { account, stripe, heard } = fresh();
  const id = account.customers.idAt(4);
  const { data: before } = await stripe.subscriptions.list({ customer: id });
  expect(before.length).toBeGreaterThan(0);
  await stripe.customers.del(id);
  expect(await stripe.customers.retrieve(id)).toEqual({ id, object: 'customer', deleted: true });
  expect((await stripe.subscriptions.list({ customer: id })).data).toEqual([]);
  expect(heard.map(({ type }) => type)).toEqual([
    ...before.map(() => 'customer.subscription.deleted'),
    'customer.deleted',
  ]);
  const error = await failure(stripe.customers.update(id, { name: 'x' }));
  expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' });
});

test('a deleted product is gone: 404, and only one without prices can be deleted', async () => {
  const { account, stripe } = fresh();
  const bare = await stripe.products.create({ name: 'Bare' });
  await stripe.products.del(bare.id);
  const error = await failure(stripe.products.retrieve(bare.id));
  expect(error).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
    message: `No such product: '${bare.id}'`,
  });
  const refused = await failure(stripe.products.del(account.products.idAt(0)));
  expect(refused.message).toContain('has one or more user-created prices');
});

test('a product’s update moves its `updated` second', async () => {
  const { account, stripe, heard } = fresh();
  const id = account.products.idAt(1);
  const before = await stripe.products.retrieve(id);
  const after = await stripe.products.update(id, { name: 'Renamed' });
  expect(after.updated).toBeGreaterThanOrEqual(before.updated);
  expect(heard[0]!.data.previous_attributes).toMatchObject({ name: before.name });
});

test('a changed price shows in the subscriptions that embed it, without an event of theirs', async () => {
  const { account, stripe, heard } = fresh();
  const subscription = await stripe.subscriptions.retrieve(account.subscriptions.idAt(2));
  const { id } = subscription.items.data[0]!.price;
  await stripe.prices.update(id, { nickname: 'Renamed' });
  const after = await stripe.subscriptions.retrieve(subscription.id);
  expect(after.items.data[0]).toMatchObject({
    price: { nickname: 'Renamed' },
    plan: { nickname: 'Renamed' },
  });
  expect(heard.map(({ type }) => type)).toEqual(['price.updated']);
});

test('a subscription is made of prices, changed and cancelled', async () => {
  const { account, stripe, heard } = fresh();
  const customer = account.customers.idAt(0);
  const made = await stripe.subscriptions.create({
    customer,
    items: [{ price: account.prices.idAt(0), quantity: 2 }],
  });
  expect(made).toMatchObject({
    status: 'active',
    customer,
    items: { data: [{ quantity: 2 }], total_count: 1 },
  });
  const ending = await stripe.subscriptions.update(made.id, { cancel_at_period_end: true });
  expect(ending.cancel_at).toBe(ending.items.data[0]!.current_period_end);
  const ended = await stripe.subscriptions.cancel(made.id);
  expect(ended).toMatchObject({
    status: 'canceled',
    cancellation_details: { reason: 'cancellation_requested' },
  });
  expect(heard.map(({ type }) => type)).toEqual([
    'customer.subscription.created',
    'customer.subscription.updated',
    'customer.subscription.deleted',
  ]);
  expect(await stripe.subscriptions.retrieve(made.id)).toMatchObject({ id: made.id, status: 'canceled' });
  expect(await failure(stripe.subscriptions.cancel(made.id))).toMatchObject({ statusCode: 404 });
});

test('items can be added to a subscription, changed and removed; each is an update of it', async () => {
  const { account, stripe, heard } = fresh();
  const subscription = account.subscriptions.idAt(1);
  const price = account.prices.idAt(2);
  const added = await stripe.subscriptionItems.create({ subscription, price, quantity: 5 });
  expect(added).toMatchObject({ subscription, quantity: 5, price: { id: price }, plan: { id: price } });
  expect(await stripe.subscriptionItems.update(added.id, { quantity: 6 })).toMatchObject({ quantity: 6 });
  expect(await stripe.subscriptionItems.retrieve(added.id)).toMatchObject({ id: added.id, quantity: 6 });
  expect((await stripe.subscriptions.retrieve(subscription)).items.data).toHaveLength(2);
  await stripe.subscriptionItems.del(added.id);
  expect(await failure(stripe.subscriptionItems.retrieve(added.id))).toMatchObject({ statusCode: 404 });
  expect(heard.map(({ type }) => type)).toEqual(Array(3).fill('customer.subscription.updated'));
  expect(heard[0]!.data.previous_attributes).toHaveProperty('items.data.length', 1);
});

test('in-process changes are the same as those over HTTP, and can be silent', async () => {
  const { account, stripe, heard } = fresh();
  const made = account.customers.create({ name: 'Inside' });
  expect(await stripe.customers.retrieve(made.id)).toEqual(made);
  const id = account.subscriptions.idAt(0);
  account.subscriptions.update(id, { status: 'past_due' });
  account.customers.update(made.id, { name: 'Unheard' }, { silent: true });
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' });
  expect(heard.map(({ type }) => type)).toEqual(['customer.created', 'customer.subscription.updated']);
  expect(heard[0]!.request).toEqual({ id: null, idempotency_key: null });
});

test('an update that changes nothing leaves no event', async () => {
  const { account, stripe, heard } = fresh();
  const { id, name } = account.customers.retrieve(account.customers.idAt(0));
  await stripe.customers.update(id, { name: name! });
  expect(heard).toEqual([]);
});

test('events are found by type and time, and kept for thirty days of the test clock', async () => {
  const { account, stripe } = fresh();
  const made = account.customers.create();
  account.products.create({ name: 'One' });
  const types = async (query: object) => (await stripe.events.list(query)).data.map(({ type }) => type);
  expect(await types({ types: ['customer.created', 'price.created'] })).toEqual(['customer.created']);
  expect(await types({ type: 'product.*' })).toEqual(['product.created']);
  expect(await types({ created: { gt: made.created + 60 } })).toEqual([]);
  const tooMany = await failure(stripe.events.list({ types: Array<string>(21).fill('customer.created') }));
  expect(tooMany).toMatchObject({ statusCode: 400, param: 'types' });
  const event = (await stripe.events.list({ limit: 1 })).data[0]!;
  expect(await stripe.events.retrieve(event.id)).toEqual(event);
  simulator.clock.advance(31 * 86_400_000);
  expect(await types({})).toEqual([]);
  expect(await failure(stripe.events.retrieve(event.id))).toMatchObject({ statusCode: 404 });
});

test('a repeated POST with the same idempotency key is executed once', async () => {
  const { account, stripe } = fresh();
  const options = { idempotencyKey: 'once' };
  const first = await stripe.customers.create({ name: 'Once' }, options);
  const second = await stripe.customers.create({ name: 'Once' }, options);
  expect(second.id).toBe(first.id);
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(account.customers.count).toBe(21);
  const misused = await failure(stripe.customers.create({ name: 'Twice' }, options));
  expect(misused).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
});

test('a webhook endpoint shows its secret once, can be disabled, and sixteen are the most', async () => {
  const { account, stripe } = fresh();
  const url = 'https://example.com/hook';
  const made = await stripe.webhookEndpoints.create({
    url,
    enabled_events: ['customer.created'],
    api_version: '2026-10-28.endive',
  });
  expect(made.secret).toMatch(/^whsec_/);
  expect(account.webhookEndpoints.secrets(made.id)).toEqual([made.secret]);
  expect(await stripe.webhookEndpoints.retrieve(made.id)).not.toHaveProperty('secret');
  account.customers.create();
  expect((await stripe.events.list()).data[0]!.pending_webhooks).toBe(1);
  expect(await stripe.webhookEndpoints.update(made.id, { disabled: true })).toMatchObject({
    status: 'disabled',
  });
  for (let i = 1; i < 16; i++) await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
  const error = await failure(stripe.webhookEndpoints.create({ url, enabled_events: ['*'] }));
  expect(error).toMatchObject({ statusCode: 400, message: expect.stringContaining('maximum of 16') });
  expect(await stripe.webhookEndpoints.del(made.id)).toMatchObject({ deleted: true });
  expect((await stripe.webhookEndpoints.list({ limit: 100 })).data).toHaveLength(15);
});
