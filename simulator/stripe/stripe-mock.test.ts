import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from './account/account.ts';
import { trusted } from '../core/json.ts';
import { stripeEntities } from './entities.ts';
import type { Entity } from './entity/entity.ts';
import { ReadableResource } from './entity/readable-resource.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';
import { differences } from './shape.ts';
import { startStripeMock, type StripeMock } from './stripe-mock.ts';

/**
 * The simulator's objects against the fixtures of Stripe's own stripe-mock, key by key. A key that only the fixture has
 * is never allowed. The tables name everything else that may differ.
 */

/** Keys that the simulator has and the fixtures have not. */
const EXTRA: Record<string, string> = {
  customer_account:
    'required or optional in the SDK’s types of 2026-10-28.endive; the fixture leaves it out of customers',
  type: 'required in the SDK’s types of products; the fixture leaves it out',
  tax_details: 'required in the SDK’s types of products; newer than stripe-mock’s 2026-08-26.dahlia',
  'recurring.trial_period_days': 'required in the SDK’s types; the fixture leaves it out',
  current_trial: 'required in the SDK’s types of subscription items; newer than the mock',
  plan: 'required in the SDK’s types of subscription items; the fixture leaves the legacy plan out',
  'items.total_count': 'not in the OpenAPI description, but sent by Stripe for subscription items',
  'flexible.proration_discounts': 'optional; what Stripe sends for flexible billing',
  'payment_method_options.blik': 'optional; newer than the mock',
  'end_behavior.billing_cycle_anchor': 'required in the SDK’s types; newer than the mock',
  'business_profile.specified_commercial_transactions_act_url':
    'required in the SDK’s types; newer than the mock',
  'payments.statement_descriptor_prefix_kana': 'required in the SDK’s types; newer than the mock',
  'payment.payment_intent': 'optional; the fixture of an invoice payment shows its type alone',
  'payments.statement_descriptor_prefix_kanji': 'required in the SDK’s types; newer than the mock',
};

/**
 * Where the simulator has null and the fixture a value. That null is allowed there is proven by the compiler: all
 * objects are built in objects/ as values of the SDK's types.
 */
const NULLABLE = `
  discount invoice_settings.rendering_options shipping description package_dimensions
  custom_unit_amount transform_quantity billing_thresholds automatic_tax.liability pause_collection
  billing_cycle_anchor_config cancel_at canceled_at ended_at managed_payments transfer_data
  next_pending_invoice_item_invoice pending_invoice_item_interval pending_update trial_end trial_start
  payment_method_options.acss_debit payment_method_options.bancontact payment_method_options.billie
  payment_method_options.customer_balance payment_method_options.konbini payment_method_options.payto
  payment_method_options.pix payment_method_options.sepa_debit payment_method_options.upi
  payment_method_options.us_bank_account business_profile.annual_revenue requirements.disabled_reason
  after_expiration collected_information consent consent_collection currency_conversion custom_text.after_submit
  custom_text.shipping_address custom_text.submit custom_text.terms_of_service_acceptance customer_details
  invoice_creation payment_method_configuration_details permissions saved_payment_method_options
  shipping_address_collection shipping_cost wallet_options
`
  .trim()
  .split(/\s+/);

/** Of these the fixture shows an object whole that Stripe shows by its id, unless it is expanded. */
const EXPANDED = ['billing/credit_grants customer'];

/** A table's entry speaks of a path's end, so that it holds for a price alone and within an item alike. */
const endsWithAny = (path: string, ends: Iterable<string>) =>
  [...ends].some((end) => path === end || path.endsWith(`.${end}`));

const key = 'sk_test_compare0001';
let simulator: Simulator;
let mock: StripeMock;
let account: Account;

// Building stripe-mock where there is none takes up to a minute, once.
beforeAll(async () => {
  [simulator, mock] = await Promise.all([startSimulator(), startStripeMock()]);
  const own = {
    customers: 30,
    products: 5,
    prices: 30,
    subscriptions: 30,
    manyItemsEvery: 10,
    cancelledShare: 0.3,
  };
  const sizes = Object.fromEntries(
    stripeEntities.flatMap(({ name, generated }: Entity) => (generated && !(name in own) ? [[name, 5]] : [])),
  );
  account = simulator.createAccount({ keys: [key], ...own, sizes, limits: 'off' });
  account.customers.create({ name: 'Ada' });
  account.webhookEndpoints.create({ url: 'https://example.com', enabled_events: ['*'] });
}, 300_000);

afterAll(() => Promise.all([simulator.stop(), mock.stop()]));

async function ask(base: string, path: string) {
  const response = await fetch(`${base}/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, body: await response.json() };
}

async function unexplained(path: string) {
  const [theirs, ours] = await Promise.all([ask(mock.url, path), ask(simulator.url, path)]);
  expect([theirs.status, ours.status]).toEqual([200, 200]);
  return differences(theirs.body, ours.body).filter(({ kind, path: where }) => {
    if (kind === 'type' && EXPANDED.includes(`${path.replace(/\/[^/]*$/, '')} ${where}`)) return false;
    if (kind === 'extra') return !endsWithAny(where, Object.keys(EXTRA));
    return kind !== 'null' || !endsWithAny(where, NULLABLE);
  });
}

const first = () => ({
  customer: account.customers.idAt(0),
  product: account.products.idAt(0),
  price: account.prices.idAt(0),
  oneTimePrice: account.prices.idAt(9),
  subscription: account.subscriptions.idAt(1),
  manyItems: account.subscriptions.idAt(0),
  canceled: [...account.subscriptions.all()].find(({ status }) => status === 'canceled')!.id,
  item: account.subscriptionItems.of(account.subscriptions.idAt(1))[0]!.id,
});

/** A generated object of an entity, or the newest if none is generated. */
function exampleOf(name: string): string {
  const resource = account.entities.get(name)?.resource;
  if (!(resource instanceof ReadableResource)) return first().item;
  if (resource.collection.generated > 0) return resource.idAt(0);
  return trusted<{ id: string }>(resource.all().next().value).id;
}

describe('objects have the shape of stripe-mock’s', () => {
  test.each([...stripeEntities])('$name, as every entity', async (entity: Entity) => {
    const { below } = entity;
    const found = await unexplained(
      below === undefined
        ? `${entity.path ?? entity.name}/${exampleOf(entity.name)}`
        : `${below.entity}/${first().customer}/${below.list}`,
    );
    // The event of the fixture is about a plan.
    expect(found.filter(({ path }) => !path.startsWith('data.object.'))).toEqual([]);
  });

  test.each([
    ['a subscription of many items', () => `subscriptions/${first().manyItems}`],
    ['a canceled subscription', () => `subscriptions/${first().canceled}`],
    ['the account', () => 'account'],
    ['an expanded price', () => `prices/${first().price}?expand[]=product`],
    ['an expanded subscription', () => `subscriptions/${first().subscription}?expand[]=customer`],
  ])('%s', async (_, path) => {
    expect(await unexplained(path())).toEqual([]);
  });

  test('a price for one payment, which recurs in the fixture', async () => {
    const found = await unexplained(`prices/${first().oneTimePrice}`);
    expect(found).toEqual([{ path: 'recurring', kind: 'null' }]);
  });

  test('a created object that was never filled in, and a deleted one', async () => {
    const { id } = account.customers.create();
    const found = await unexplained(`customers/${id}`);
    expect(found.map(({ path, kind }) => [path, kind])).toEqual([
      ['address', 'null'],
      ['currency', 'null'],
    ]);
    account.customers.delete(id);
    const headers = { authorization: `Bearer ${key}` };
    const deletion = await fetch(`${mock.url}/v1/customers/${id}`, { method: 'DELETE', headers });
    const ours = await ask(simulator.url, `customers/${id}`);
    expect(ours.body).toEqual(await deletion.json());
  });
});

describe('lists have the envelope and take the parameters of stripe-mock’s', () => {
  const created = 'created[gte]=1&created[lt]=2000000000';
  const page = 'limit=3';
  test.each([
    ['customers', () => `customers?${page}&${created}&email=a@example.com`],
    ['products', () => `products?${page}&${created}&active=true&shippable=false&url=x`],
    [
      'prices',
      () => `prices?${page}&${created}&active=true&currency=usd&type=recurring&recurring[interval]=month`,
    ],
    ['prices by key', () => `prices?lookup_keys[]=standard_1&product=${first().product}`],
    [
      'subscriptions',
      () => `subscriptions?${page}&${created}&status=all&collection_method=charge_automatically`,
    ],
    ['subscriptions by reference', () => `subscriptions?customer=${first().customer}&price=${first().price}`],
    ['subscriptions by period', () => 'subscriptions?current_period_end[gt]=1&current_period_start[lte]=9'],
    ['subscription items', () => `subscription_items?${page}&subscription=${first().subscription}`],
    ['events', () => `events?${page}&${created}&types[]=customer.created&types[]=price.created`],
    ['events of a type', () => 'events?type=customer.created'],
    ['webhook endpoints', () => `webhook_endpoints?${page}`],
  ])('%s', async (_, path) => {
    const found = await unexplained(path());
    expect(found.filter((one) => !one.path.startsWith('data[].data.object'))).toEqual([]);
  });

  test('and refuse what stripe-mock refuses', async () => {
    for (const path of ['customers?colour=red', 'subscriptions?status=sleepy', 'subscription_items']) {
      const [theirs, ours] = await Promise.all([ask(mock.url, path), ask(simulator.url, path)]);
      expect([path, theirs.status, ours.status]).toEqual([path, 400, 400]);
    }
  });
});
