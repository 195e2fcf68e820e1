import { expect } from 'vitest';
import { activityTest } from '../../../test/support/activities/activity-test.ts';
import { eventBody } from '../../../test/support/webhooks.ts';

const customer = (more: object = {}) => ({
  id: 'cus_1',
  object: 'customer',
  created: 1_600_000_000,
  livemode: false,
  ...more,
});
const levels = 5_000;
/** Node cannot write such an object, but a body may hold one. */
const holding = (value: string, object: object = customer()) =>
  eventBody({ data: { object: { ...object, id: 'cus_deep', metadata: 'DEEP' } } }).replace(
    '"DEEP"',
    () => value,
  );

/** Bodies that cannot be applied, and the words of their reasons. */
const poisons: Record<string, [body: string, reason: RegExp]> = {
  'an id of 4,000 characters': [of(customer({ id: 'x'.repeat(4_000) })), /longer than 255/],
  'an id of a million characters': [of(customer({ id: 'x'.repeat(1_000_000) })), /longer than 255/],
  'an empty id': [of(customer({ id: '' })), /empty id/],
  'an empty id, without the object': [eventBody({ data: { object: { id: '' } } }), /empty id/],
  'an id that is a path': [of({ id: '..' }), /is a path/],
  'an id with U+0000': [of(customer({ id: 'cus_\u0000' })), /no text/],
  'an id with half a surrogate pair': [of(customer({ id: 'cus_\ud83d' })), /no text/],
  'no id': [of({ object: 'customer' }), /holds no object/],
  'a deletion of an id of 4,000 characters': [
    eventBody({ type: 'customer.deleted', data: { object: { id: 'x'.repeat(4_000) } } }),
    /longer than 255/,
  ],
  'arrays nested 5,000 deep': [holding('['.repeat(levels) + ']'.repeat(levels)), /nested too deeply/],
  'objects nested 5,000 deep': [
    holding(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`),
    /nested too deeply/,
  ],
  'objects nested 300 deep, with members beside': [
    holding(`${'{"b":1,"a":'.repeat(300)}1${',"c":[]}'.repeat(300)}`),
    /nested too deeply/,
  ],
  'arrays nested 100,000 deep': [holding('['.repeat(100_000) + ']'.repeat(100_000)), /nested too deeply/],
  'a date beyond range': [of(customer({ created: 1e300 })), /date is out of range|number is out of range/],
  'a flag that is none': [of(customer({ livemode: 'perhaps' })), /another kind/],
};

function of(object: object, type = 'customer.updated'): string {
  return eventBody({ type, data: { object } });
}

/** Text that Postgres cannot compress. */
function randomText(length: number): string {
  let text = '';
  for (let seed = 1; text.length < length; seed = (seed * 48_271) % 2_147_483_647) text += seed.toString(36);
  return text.slice(0, length);
}

const healthy = (id: string) => of(customer({ id, name: 'healthy' }));

activityTest.for(Object.entries(poisons))(
  '%s is set aside with its reason, and the events before and behind it are applied',
  async ([, [body, reason]], { drain, inWorkspace }) => {
    const { id } = JSON.parse(body) as { id: string };
    const outcome = await drain([healthy('cus_before'), body, healthy('cus_behind')]);
    const event = await inWorkspace((ws) => ws.inbox.get(id));
    expect(outcome).toMatchObject({ drained: true, blocked: null, events: { quarantined: 1 } });
    expect(event).toMatchObject({
      state: 'quarantined',
      stateReason: expect.stringMatching(reason) as string,
    });
    const rows = await inWorkspace((ws) => ws.customers.list({ limit: 10 }));
    expect(rows.map(({ externalId }) => externalId).toSorted()).toEqual(['cus_before', 'cus_behind']);
  },
);

/** Prices that are fetched, since no event shows them whole, and cannot be stored. */
const poisonPrices: Record<string, [fields: Record<string, unknown>, reason: RegExp]> = {
  'an amount beyond bigint': [{ unit_amount: 1e30 }, /number is out of range/],
  'an interval beyond int': [
    { recurring: { interval: 'month', interval_count: 1e12 } },
    /number is out of range/,
  ],
  'an amount that is no number': [{ unit_amount: 'much' }, /another kind/],
  'a product of 4,000 characters': [{ product: randomText(4_000) }, /too long/],
};

activityTest.for(Object.entries(poisonPrices))(
  'a price with %s is set aside with its reason, and the events before and behind it are applied',
  async ([, [fields, reason]], { account: { prices, products }, drain, inWorkspace }) => {
    const { id: product } = products.create({ id: fields['product'] ?? 'prod_1' });
    const { id } = prices.create({ product, currency: 'eur', unit_amount: 100 });
    prices.update(id, fields);
    const body = eventBody({ type: 'price.updated', data: { object: { id, created: 1 } } });
    const { events } = await drain([healthy('cus_before'), body, healthy('cus_behind')]);
    expect(events).toMatchObject({ applied: 2, quarantined: 1 });
    const { id: eventId } = JSON.parse(body) as { id: string };
    expect(await inWorkspace((ws) => ws.inbox.get(eventId))).toMatchObject({
      state: 'quarantined',
      stateReason: expect.stringMatching(reason) as string,
    });
  },
);

const unprintable = '{"toString":1,"valueOf":1}';

activityTest(
  'an event whose version is no text is not trusted: its object is fetched',
  async ({ account: { customers }, drain, inWorkspace }) => {
    const id = customers.idAt(0);
    const body = eventBody({ api_version: 'VERSION', data: { object: { id } } });
    const { events } = await drain([body.replace('"VERSION"', unprintable)]);
    expect(events).toMatchObject({ applied: 1, quarantined: 0 });
    expect(await inWorkspace((ws) => ws.customers.getByExternalId('stripe', id))).toBeDefined();
  },
);

activityTest.for(['gold/2026', '../gold', 'gold?active=true&limit=1#x', 'gold%2F', 'Gold plan', 'Größe ␀'])(
  'the product %j is fetched by its own id, whatever characters that has',
  async (id, { account: { products, requests }, drain, inWorkspace }) => {
    products.create({ id, name: 'as it is' });
    const { events } = await drain([
      eventBody({ type: 'product.updated', api_version: '2024-06-20', data: { object: { id } } }),
    ]);
    expect(events).toMatchObject({ applied: 1 });
    const row = await inWorkspace((ws) => ws.products.getByExternalId('stripe', id));
    expect(row).toMatchObject({ name: 'as it is', deletedAt: null });
    expect(requests.list().map(({ path }) => path)).toEqual([`/v1/products/${encodeURIComponent(id)}`]);
  },
);

/** 20 items, of which each has a price and a plan, all with 50 keys of metadata of 40 and 500 characters. */
function largestSubscription() {
  const metadata = Object.fromEntries(
    Array.from({ length: 50 }, (_, i) => [`${i}_`.padEnd(40, 'k'), '€'.repeat(500)]),
  );
  const data = Array.from({ length: 20 }, (_, i) => ({
    id: `si_${i}`,
    object: 'subscription_item',
    metadata,
    price: { id: `price_${i}`, metadata },
    plan: { id: `price_${i}`, metadata },
  }));
  const items = { object: 'list', data, has_more: false };
  return { ...customer({ id: 'sub_1', object: 'subscription', status: 'active', metadata }), items };
}

activityTest('an event as large as Stripe documents is applied', async ({ drain, inWorkspace }) => {
  const body = of(largestSubscription(), 'customer.subscription.updated');
  expect(Buffer.byteLength(body)).toBeGreaterThan(4 * 1024 * 1024);
  const { events } = await drain([healthy('cus_before'), body, healthy('cus_behind')]);
  expect(events).toMatchObject({ applied: 3, quarantined: 0 });
  const row = await inWorkspace((ws) => ws.subscriptions.getByExternalId('stripe', 'sub_1'));
  expect(row).toMatchObject({ status: 'active', providerData: { items: { data: { length: 20 } } } });
});
