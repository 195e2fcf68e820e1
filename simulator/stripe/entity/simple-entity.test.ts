import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sdkClient } from '../../sdk-client.ts';
import { startSimulator } from '../../server.ts';
import type { Simulator } from '../../simulator.ts';
import { stripeEntities } from '../entities.ts';
import { mutate } from '../../core/mutate/mutate.ts';
import type { Wire } from '../wire/wire.ts';
import { simpleEntity } from './simple-entity.ts';

/** An entity as if the simulator did not have it: all that is needed to add it. */
const coupons = simpleEntity({
  name: 'coupons',
  object: 'coupon',
  ids: { prefix: 'cpn_', length: 8 },
  permission: ['Coupons', 'coupon'],
  blank: (base): Wire<Stripe.Coupon> => ({
    ...base,
    object: 'coupon',
    amount_off: null,
    currency: null,
    duration: 'once',
    duration_in_months: null,
    max_redemptions: null,
    metadata: {},
    name: null,
    percent_off: null,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  }),
  generate: (index) => ({ name: `Coupon ${index}`, percent_off: 10 + (index % 5), valid: index % 2 === 0 }),
  params: {
    list: { created: { range: true }, valid: 'boolean' },
    create: {
      id: 'string',
      duration: 'string',
      name: 'string',
      percent_off: 'integer',
      metadata: 'metadata',
    },
  },
});

/** The simulator's own, without those that are made up here. */
const others = stripeEntities.filter(({ name }) => name !== 'coupons' && name !== 'tax_rates');

const key = 'sk_test_coupons_0001';
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ entities: [...others, coupons] });
  simulator.createAccount({
    keys: [key, { key: 'rk_test_no', denied: ['coupons'] }],
    sizes: { coupons: 250 },
  });
});
afterAll(() => simulator.stop());

const resource = () => simulator.account(key).resource(coupons);

test('generated objects of a made-up entity are listed page by page, filtered and cut by created', async () => {
  const stripe = sdkClient(simulator, key);
  const all = await stripe.coupons.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  expect(JSON.parse(JSON.stringify(all))).toEqual([...resource().all()]);
  expect(all).toHaveLength(250);
  const { created } = all[100]!;
  const newer = await stripe.coupons.list({ limit: 100, created: { gt: created } });
  expect(newer.data.map(({ id }) => id)).toEqual(all.slice(0, 100).map(({ id }) => id));
  const answer = await fetch(`${simulator.url}/v1/coupons?limit=2&valid=true`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(await answer.json()).toMatchObject({
    url: '/v1/coupons',
    has_more: true,
    data: [{ name: 'Coupon 0' }, { name: 'Coupon 2' }],
  });
});

test('it is created, changed and deleted through the API, each with its event', async () => {
  const stripe = sdkClient(simulator, key);
  const { id } = await stripe.coupons.create({ id: 'SPRING', name: 'Spring', percent_off: 20 });
  await expect(stripe.coupons.create({ id: 'SPRING' })).rejects.toMatchObject({
    code: 'resource_already_exists',
    message: 'Coupon already exists.',
  });
  await stripe.coupons.update(id, { metadata: { season: 'spring' } });
  await stripe.coupons.del(id);
  await expect(stripe.coupons.retrieve(id)).rejects.toThrow("No such coupon: 'SPRING'");
  const { data } = await stripe.events.list();
  expect(data.map(({ type }) => type)).toEqual(['coupon.deleted', 'coupon.updated', 'coupon.created']);
  expect(data[1]!.data).toMatchObject({
    object: { id, metadata: { season: 'spring' } },
    previous_attributes: { metadata: { season: null } },
  });
});

test('a key can be denied it, mutate changes it, and the control API counts and makes it', async () => {
  await expect(sdkClient(simulator, 'rk_test_no').coupons.list()).rejects.toThrow(
    "Enabling Coupons Read ('coupon_read')",
  );
  const { byKind } = mutate(simulator.account(key), {
    count: 20,
    kinds: ['coupons'],
    weights: { create: 0 },
  });
  expect(byKind['coupons']).toBe(20);
  const made = await fetch(`${simulator.url}/_sim/accounts/${key}/coupons`, {
    method: 'POST',
    body: JSON.stringify({ name: 'Remote' }),
  });
  expect(await made.json()).toMatchObject({ object: 'coupon', name: 'Remote' });
  const summary = await fetch(`${simulator.url}/_sim/accounts/${key}`);
  expect(await summary.json()).toMatchObject({ counts: { coupons: resource().count, customers: 0 } });
});

test('an API without some verbs does not know their URLs; an account without an entity says so', async () => {
  const readOnly = simpleEntity({
    name: 'tax_rates',
    object: 'tax_rate',
    path: 'tax/rates',
    ids: { prefix: 'txr_', length: 24 },
    blank: (base) => ({ ...base, object: 'tax_rate' }),
    verbs: ['list', 'retrieve'],
  });
  const other = await startSimulator({ entities: [...others, readOnly] });
  try {
    const account = other.createAccount({ keys: ['sk_test_rates'] });
    const { id } = account.resource(readOnly).create();
    const ask = async (method: string, path: string) => {
      const headers = { authorization: 'Bearer sk_test_rates' };
      const answer = await fetch(`${other.url}/v1/${path}`, { method, headers });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await ask('GET', 'tax/rates')).toMatchObject({ status: 200, body: { data: [{ id }] } });
    expect(await ask('GET', `tax/rates/${id}`)).toMatchObject({ status: 200, body: { id } });
    expect(await ask('DELETE', `tax/rates/${id}`)).toMatchObject({ status: 404 });
    expect(await ask('POST', 'tax/rates')).toMatchObject({ status: 404 });
    expect(() => account.resource(coupons)).toThrow('has no coupons');
    expect(() => other.createAccount({ sizes: { tax_rates: 5 } })).toThrow('does not generate tax_rates');
    expect(() => other.createAccount({ prices: 5 })).toThrow('An account with prices needs products too.');
  } finally {
    await other.stop();
  }
});
