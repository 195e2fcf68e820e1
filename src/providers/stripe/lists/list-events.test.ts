import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sdkClient } from '../../../../simulator/sdk-client.ts';
import type { Simulator } from '../../../../simulator/simulator.ts';
import { startSimulator } from '../../../../simulator/server.ts';
import { eventListsOf, listEvents, type ListEventPage } from './list-events.ts';

const key = 'sk_test_many_types';
let simulator: Simulator;
let sent: Stripe.EventListParams[];
let happened: string[];

/** As `StripeAccount` sends them; the simulator refuses more than 20 types, as Stripe does. */
const listPage: ListEventPage = async (params) => {
  sent.push(params);
  const { data, has_more: hasMore } = await sdkClient(simulator, key).events.list(params);
  return { data, texts: data.map((event) => JSON.stringify(event)), hasMore };
};

async function all(types: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (let list = 0; list < eventListsOf(types); list += 1) {
    let cursor: string | null = null;
    do {
      const page = await listEvents(listPage, { types, list, gte: 0, cursor, limit: 100 });
      for (const json of page.events) ids.push((JSON.parse(json) as { id: string }).id);
      cursor = page.next;
    } while (cursor !== null);
  }
  return ids;
}

const unheardOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `invoice.kind_${from + i}`);

beforeAll(async () => {
  sent = [];
  simulator = await startSimulator();
  const account = simulator.createAccount({ keys: [key], limits: 'off' });
  for (let i = 0; i < 150; i += 1) account.customers.create({ name: `c${i}` });
  for (let i = 0; i < 130; i += 1) account.products.create({ name: `p${i}` });
  happened = [...account.events.all()].map(({ id }) => id);
});
afterAll(() => simulator.stop());

it('the simulator refuses more than 20 types in a request', async () => {
  await expect(listPage({ types: unheardOf(0, 21) })).rejects.toMatchObject({ statusCode: 400 });
});

it('reads the events of any number of types, each once, 20 types a request', async () => {
  sent = [];
  const types = ['customer.created', ...unheardOf(1, 25), 'product.created', ...unheardOf(26, 45)];
  const ids = await all(types);
  expect(ids.toSorted()).toEqual(happened.toSorted());
  expect(new Set(ids).size).toBe(280);
  expect(Math.max(...sent.map(({ types: asked }) => asked?.length ?? 0))).toBe(20);
  // Two pages of each group with events, one of the group without.
  expect(sent).toHaveLength(5);
});

it('needs no request more if one takes all types', async () => {
  sent = [];
  await all(['customer.created', ...unheardOf(1, 20)]);
  expect(sent).toHaveLength(2);
});

it('takes a cursor of others for one that is no longer valid', async () => {
  await expect(
    listEvents(listPage, { types: ['customer.created'], list: 0, gte: 0, cursor: 'elsewhere', limit: 100 }),
  ).rejects.toMatchObject({
    code: 'provider_not_found',
  });
});
