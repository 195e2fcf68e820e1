import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Account } from '../account/account.ts';
import type { StripeEvent } from '../entity/event.ts';
import type { StripeObject } from '../wire/wire.ts';
import { startSimulator } from '../../server.ts';
import type { Simulator } from '../../simulator.ts';
import { mutate, mutateSteadily } from '../../core/mutate/mutate.ts';

let simulator: Simulator;

beforeEach(async () => {
  // A stopped clock: two runs have the same seconds.
  simulator = await startSimulator({ now: () => 1_800_000_000_000 });
});
afterEach(() => simulator.stop());

const SIZES = { customers: 40, products: 6, prices: 20, subscriptions: 80, cancelledShare: 0.1 };

function fresh(sizes: object = SIZES) {
  const account = simulator.createAccount({ seed: 'mutable', ...sizes });
  const heard: StripeEvent[] = [];
  account.onEvent((event) => heard.push(event));
  return { account, heard };
}

const everything = (account: Account) =>
  (['customers', 'products', 'prices', 'subscriptions'] as const).map((kind) => [...account[kind].all()]);

test('equal seeds on equal accounts make equal changes, other seeds others', () => {
  const [one, two, other] = [fresh(), fresh(), fresh()];
  const counts = mutate(one.account, { count: 400, seed: 'x' });
  expect(mutate(two.account, { count: 400, seed: 'x' })).toEqual(counts);
  mutate(other.account, { count: 400, seed: 'y' });
  expect(everything(two.account)).toEqual(everything(one.account));
  expect(two.heard).toEqual(one.heard);
  expect(other.heard).not.toEqual(one.heard);
  expect(counts.created + counts.updated + counts.deleted).toBe(400);
  for (const count of [counts.created, counts.updated, counts.deleted, ...Object.values(counts.byKind)])
    expect(count).toBeGreaterThan(10);
});

test('every change has its event, and a copy kept by events alone ends up equal to the account', () => {
  const { account, heard } = fresh();
  const copy = new Map(everything(account).flatMap((kind) => kind.map((object) => [object.id, object])));
  for (let round = 0; round < 3; round++) mutate(account, { count: 300, seed: 'same each time' });
  expect(heard.length).toBeGreaterThanOrEqual(900);
  for (const { type, data } of heard) {
    const object = data.object as unknown as StripeObject;
    const gone = type.endsWith('.deleted') && object.object !== 'subscription';
    if (gone) copy.delete(object.id);
    else copy.set(object.id, object as never);
  }
  const now = everything(account).flat();
  expect(copy.size).toBe(now.length);
  for (const object of now) expect(copy.get(object.id)).toEqual(object);
});

test('no recurring price is updated unless that is asked for', () => {
  const { account, heard } = fresh();
  const recurring = () =>
    heard.filter(({ type, data }) => type === 'price.updated' && data.object['recurring'] !== null);
  mutate(account, { count: 200, kinds: ['prices'] });
  expect(heard.filter(({ type }) => type === 'price.updated').length).toBeGreaterThan(50);
  expect(recurring()).toEqual([]);
  mutate(account, { count: 50, kinds: ['prices'], embeddedPrices: true });
  expect(recurring().length).toBeGreaterThan(10);
});

test('an empty account fills up, and one can choose kinds and what happens to them', () => {
  const { account, heard } = fresh({});
  const counts = mutate(account, { count: 60, kinds: ['subscriptions'], weights: { update: 0, delete: 0 } });
  expect(counts).toEqual({
    created: 60,
    updated: 0,
    deleted: 0,
    byKind: { customers: 1, products: 1, prices: 1, subscriptions: 57 },
  });
  mutate(account, { count: 57, kinds: ['subscriptions'], weights: { create: 0, update: 0 }, silent: true });
  expect([...account.subscriptions.all()].every(({ status }) => status === 'canceled')).toBe(true);
  expect(heard).toHaveLength(60);
  expect(() => mutate(account, { count: 1, kinds: ['unicorns'] })).toThrow('no unicorns');
});

test('at a rate the changes are those of the same seed made at once, spread over time', async () => {
  const [steady, atOnce] = [fresh(), fresh()];
  const started = performance.now();
  const run = mutateSteadily(steady.account, { count: 60, seed: 3, perSecond: 300 });
  expect(() => mutateSteadily(steady.account, { perSecond: 1 })).toThrow('being mutated already');
  expect(run.running).toBe(true);
  const counts = await run.done;
  expect(performance.now() - started).toBeGreaterThan(190);
  expect(run.running).toBe(false);
  expect(mutate(atOnce.account, { count: 60, seed: 3 })).toEqual(counts);
  expect(steady.heard).toEqual(atOnce.heard);
  const endless = mutateSteadily(steady.account, { perSecond: 100 });
  endless.stop();
  expect((await endless.done).created).toBe(0);
});
