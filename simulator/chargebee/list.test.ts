import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fields } from '../core/json.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';
import { ask, chargebeeClient, chargebeeFailure, listAll } from './chargebee-client.ts';

let simulator: Simulator;
let made = 0;
const sizes = { customers: 230, item_families: 1, items: 8, item_prices: 20, subscriptions: 40 };

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

function newSite(more: object = {}) {
  const key = `test_${++made}`;
  return { key, site: simulator.createSite({ keys: [key], limits: 'off', ...sizes, ...more }) };
}

const idsOf = (list: readonly Fields[], wrapper: string) =>
  list.map((element) => (element[wrapper] as { id: string }).id);

test('the official SDK pages through a list, and page 2 is not page 1', async () => {
  const { key, site } = newSite();
  const chargebee = chargebeeClient(simulator, key);
  const ids: string[] = [];
  let offset: string | undefined;
  do {
    const page = await chargebee.customer.list({
      limit: 100,
      'sort_by[asc]': 'created_at',
      ...(offset !== undefined && { offset }),
    });
    ids.push(...page.list.map(({ customer }) => customer.id));
    offset = page.next_offset;
  } while (offset !== undefined);
  expect(ids).toEqual([...site.customers.all()].map(({ id }) => id));
  expect(ids).toHaveLength(230);
});

test('each subscription comes with its customer, and each answer in wrappers', async () => {
  const { key, site } = newSite();
  const list = await listAll(simulator, key, '/subscriptions');
  expect(list).toHaveLength(40);
  for (const { subscription, customer } of list) {
    const { customer_id: id } = subscription as Fields;
    expect(customer).toEqual(site.customers.find(id as string));
  }
  const { id } = list[0]!['subscription'] as { id: string };
  expect((await ask(simulator, key, `/subscriptions/${id}`)).body).toEqual(list[0]);
});

test('rows that come, change and go between two pages hide no other', async () => {
  const { key, site } = newSite();
  const path = '/customers?limit=100&sort_by[asc]=created_at';
  const first = (await ask(simulator, key, path)).body;
  site.customers.delete(idsOf(first.list, 'customer')[3]!);
  site.customers.create({ id: 'new' });
  site.customers.update(idsOf(first.list, 'customer')[99]!, { first_name: 'Ada' });
  const offset = encodeURIComponent(first.next_offset!);
  const second = (await ask(simulator, key, `${path}&offset=${offset}`)).body;
  const third = (await ask(simulator, key, `${path}&offset=${encodeURIComponent(second.next_offset!)}`)).body;
  const seen = new Set([first, second, third].flatMap(({ list }) => idsOf(list, 'customer')));
  for (const { id } of site.customers.all()) expect(seen.has(id)).toBe(true);
});

test('an offset is good for its own list, until it vanishes', async () => {
  const { key, site } = newSite();
  const { body } = await ask(simulator, key, '/customers?sort_by[asc]=created_at');
  const offset = encodeURIComponent(body.next_offset!);
  const again = `/customers?sort_by[asc]=created_at&offset=${offset}`;
  expect((await ask(simulator, key, again)).status).toBe(200);
  expect(await ask(simulator, key, `/customers?sort_by[asc]=updated_at&offset=${offset}`)).toMatchObject({
    status: 400,
    body: { api_error_code: 'param_wrong_value', param: 'offset' },
  });
  site.offsets.forget();
  expect((await ask(simulator, key, again)).status).toBe(400);
});

test('filters by time: after is exclusive, between is not, and what was never changed satisfies neither', async () => {
  const { key, site } = newSite({ unversioned: 30 });
  const versions = [...site.customers.all()].map((customer) => customer['updated_at'] as number | undefined);
  expect(versions.filter((version) => version === undefined)).toHaveLength(30);
  expect(await listAll(simulator, key, '/customers?updated_at[after]=0')).toHaveLength(200);
  const at = versions[100]!;
  const later = await listAll(simulator, key, `/customers?updated_at[after]=${at}&sort_by[asc]=updated_at`);
  expect(later).toHaveLength(129);
  const between = await listAll(simulator, key, `/customers?created_at[between]=[${at},${versions[102]!}]`);
  expect(between).toHaveLength(3);
});

test('filters by text, choice and list, and a filter that the list does not know has no effect', async () => {
  const { key, site } = newSite();
  const [one, two] = [...site.customers.all()].map(({ id }) => id);
  const both = encodeURIComponent(JSON.stringify([one, two, 'nobody']));
  const found = idsOf(await listAll(simulator, key, `/customers?id[in]=${both}`), 'customer');
  expect(new Set(found)).toEqual(new Set([one, two]));
  const paused = await listAll(simulator, key, '/subscriptions?status[is]=paused');
  expect(paused).toHaveLength(
    [...site.subscriptions.all()].filter(({ status }) => status === 'paused').length,
  );
  expect(await listAll(simulator, key, '/item_prices?created_at[after]=4000000000')).toHaveLength(20);
  expect([...site.ignoredParams]).toEqual(['created_at']);
});

test('deleted objects are there if they are asked for, twice if their id was used again', async () => {
  const { key, site } = newSite();
  site.itemPrices.create({ id: 'gold', item_id: 'item-1' });
  site.itemPrices.delete('gold');
  const gold = async (query: string) =>
    (await listAll(simulator, key, `/item_prices?id[is]=gold&${query}`)).map(
      ({ item_price: price }) => (price as Fields)['status'],
    );
  expect(await gold('')).toEqual([]);
  expect(await gold('include_deleted=true')).toEqual(['deleted']);
  expect((await ask(simulator, key, '/item_prices/gold')).body).toMatchObject({
    api_error_code: 'resource_not_found',
  });
  const again = site.itemPrices.create({ id: 'gold', item_id: 'item-1', name: 'Gold 2' });
  expect(await gold('include_deleted=true&sort_by[asc]=updated_at')).toEqual(['deleted', 'active']);
  expect((await ask(simulator, key, '/item_prices/gold')).body).toEqual({ item_price: again });
});

test('a price in use is archived instead of deleted, and an item with prices stays', async () => {
  const { site } = newSite();
  expect(() => site.items.delete('item-1')).toThrow('has item prices');
  expect(site.itemPrices.delete('item-price-1-USD')).toMatchObject({ status: 'archived', deleted: false });
  const [event] = [...site.events.all()].slice(-1);
  expect(event).toMatchObject({ event_type: 'item_price_deleted' });
});

test('a deleted customer takes its subscriptions along', async () => {
  const { key, site } = newSite();
  const id = String([...site.subscriptions.all()][0]!['customer_id']);
  site.customers.delete(id);
  expect(await listAll(simulator, key, `/subscriptions?customer_id[is]=${id}`)).toEqual([]);
  const gone = await listAll(simulator, key, `/subscriptions?customer_id[is]=${id}&include_deleted=true`);
  expect(gone.length).toBeGreaterThan(0);
});

test('an id with a slash is found by its escaped path and by filter, but not by the SDK, which unescapes it', async () => {
  const { key, site } = newSite();
  site.customers.create({ id: 'a/b ü' });
  expect((await ask(simulator, key, `/customers/${encodeURIComponent('a/b ü')}`)).status).toBe(200);
  expect(await listAll(simulator, key, `/customers?id[is]=${encodeURIComponent('a/b ü')}`)).toHaveLength(1);
  const chargebee = chargebeeClient(simulator, key);
  expect(await chargebeeFailure(chargebee.customer.retrieve('a/b ü'))).toMatchObject({
    api_error_code: 'resource_not_found',
  });
});

test('a page has ten objects unless asked for up to a hundred', async () => {
  const { key } = newSite();
  expect((await ask(simulator, key, '/customers')).body.list).toHaveLength(10);
  for (const limit of ['0', '101', 'x'])
    expect((await ask(simulator, key, `/customers?limit=${limit}`)).status).toBe(400);
  expect((await ask(simulator, key, '/items?sort_by[asc]=created_at')).body).toMatchObject({
    param: 'sort_by',
  });
});
