import { afterAll, beforeAll, expect, test } from 'vitest';
import { sdkClient } from '../sdk-client.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const key = 'sk_live_lazy_0001';
const million = {
  customers: 1_000_000,
  products: 100,
  prices: 300,
  subscriptions: 1_000_000,
  limits: 'off',
} as const;

test('an account of a million customers costs nothing to make and little to read anywhere', async () => {
  const before = process.memoryUsage().heapUsed;
  const account = simulator.createAccount({ ...million, keys: [key] });
  const stripe = sdkClient(simulator, key);
  const middle = account.customers.idAt(500_000);
  const first = await stripe.customers.list({ limit: 100 });
  const inside = await stripe.customers.list({ limit: 100, starting_after: middle });
  const last = await stripe.customers.list({ limit: 100, ending_before: account.customers.idAt(999_999) });
  expect(first.data[0]!.id).toBe(account.customers.idAt(0));
  expect(inside.data[0]!.id).toBe(account.customers.idAt(500_001));
  expect(last.data.at(-1)!.id).toBe(account.customers.idAt(999_998));
  expect(account.customers.count).toBe(1_000_000);
  // A million customers as objects would be more than a gigabyte.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(100e6);
  simulator.deleteAccount(key);
});

test('equal seeds give equal objects, different seeds different ones', () => {
  const spec = { createdTo: 1_700_000_000, customers: 5, products: 2, prices: 4, subscriptions: 5 };
  const make = (seed: string) => {
    const account = simulator.createAccount({ ...spec, seed });
    return [...account.customers.all(), ...account.prices.all(), ...account.subscriptions.all()];
  };
  expect(make('one')).toEqual(make('one'));
  expect(make('one')).not.toEqual(make('two'));
});

test('objects are as large as real ones, or as large as asked', () => {
  const sizes = (spec: object) => {
    const account = simulator.createAccount({ ...million, ...spec });
    return [
      account.customers.json(account.customers.idAt(7))!,
      account.subscriptions.json(account.subscriptions.idAt(7))!,
    ];
  };
  const [customer, subscription] = sizes({}).map((json) => json.length);
  expect(Math.abs(customer! - 1_000)).toBeLessThan(50);
  expect(Math.abs(subscription! - 3_800)).toBeLessThan(100);
  const [large] = sizes({ objectBytes: { customers: 20_000 } });
  expect(Math.abs(large!.length - 20_000)).toBeLessThan(50);
});
