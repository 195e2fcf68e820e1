import type { Account } from '../account.ts';
import { customerOf, datesOf, itemCount, priceOfItem, statusOf } from '../generate/subscription-facts.ts';
import { rangeIn, required, text, type Params, type Range } from '../http/params.ts';
import { invalid, missing } from '../http/stripe-error.ts';
import type { Subscription } from '../objects/subscription.ts';
import type { Fields } from '../objects/wire.ts';
import { hasEnded } from '../resources/subscriptions.ts';
import { change, listOf, retrieveOf, type Filter, type Routes } from './route.ts';

const ITEM: Params = {
  id: 'string',
  price: 'string',
  quantity: 'integer',
  metadata: 'metadata',
  deleted: 'boolean',
  clear_usage: 'ignored',
  discounts: 'ignored',
  tax_rates: 'ignored',
};

/** What concerns invoices, payments, taxes and discounts is accepted and dropped. */
const UPDATE: Params = {
  add_invoice_items: 'ignored',
  application_fee_percent: 'ignored',
  automatic_tax: 'ignored',
  billing_cycle_anchor: 'ignored',
  billing_thresholds: 'ignored',
  cancel_at: 'integer',
  cancel_at_period_end: 'boolean',
  cancellation_details: { hash: { comment: 'string', feedback: 'string' } },
  collection_method: 'string',
  days_until_due: 'integer',
  default_payment_method: 'string',
  default_source: 'string',
  default_tax_rates: 'ignored',
  description: 'string',
  discounts: 'ignored',
  invoice_settings: 'ignored',
  items: { array: { hash: ITEM } },
  metadata: 'metadata',
  off_session: 'ignored',
  pause_collection: { hash: { behavior: 'string', resumes_at: 'integer' } },
  payment_behavior: 'ignored',
  payment_settings: 'ignored',
  proration_behavior: 'ignored',
  proration_date: 'ignored',
  trial_end: 'integer',
  trial_settings: 'ignored',
};
const CREATE: Params = { ...UPDATE, currency: 'string', customer: 'string', trial_period_days: 'integer' };

const LIST: Params = {
  automatic_tax: 'ignored',
  collection_method: 'string',
  created: { range: true },
  current_period_end: { range: true },
  current_period_start: { range: true },
  customer: 'string',
  price: 'string',
  status: 'string',
  test_clock: 'ignored',
};

const STATUSES = [
  'active',
  'canceled',
  'incomplete',
  'incomplete_expired',
  'past_due',
  'paused',
  'trialing',
  'unpaid',
];

/** Without a status everything but what has ended; `ended` is the opposite, `all` is all. */
function byStatus(status: string | undefined): (value: string) => boolean {
  if (status === undefined) return (value) => !hasEnded(value);
  if (status === 'all') return () => true;
  if (status === 'ended') return hasEnded;
  if (STATUSES.includes(status)) return (value) => value === status;
  throw invalid(`Invalid status: must be one of ${STATUSES.join(', ')}, all, or ended`, { param: 'status' });
}

const within = ({ from, to }: Range, value: number) => value >= from && value <= to;

function filter({ world }: Account, values: Fields): Filter<Subscription> {
  const { collection_method: method } = values;
  const customer = text(values, 'customer');
  const price = text(values, 'price');
  const start = rangeIn(values, 'current_period_start');
  const end = rangeIn(values, 'current_period_end');
  const anyPeriod = !values['current_period_start'] && !values['current_period_end'];
  const matchesStatus = byStatus(text(values, 'status'));
  const owner = customer === undefined ? undefined : world.ids.customers.decode(customer);
  const priceIndex = price === undefined ? undefined : world.ids.prices.decode(price);
  const hasPrice = (index: number) =>
    Array.from({ length: itemCount(world, index) }, (_, i) => priceOfItem(world, index, i)).includes(
      priceIndex ?? -1,
    );
  const inPeriod = (from: number, to: number) => within(start, from) && within(end, to);
  const generatedInPeriod = (index: number) => {
    const { periodStart, periodEnd } = datesOf(world, index);
    return inPeriod(periodStart, periodEnd);
  };
  return {
    matchesIndex: (index) =>
      (customer === undefined || customerOf(world, index) === owner) &&
      matchesStatus(statusOf(world, index)) &&
      (method === undefined || method === 'charge_automatically') &&
      (price === undefined || hasPrice(index)) &&
      (anyPeriod || generatedInPeriod(index)),
    matchesObject: (subscription) =>
      (customer === undefined || subscription.customer === customer) &&
      matchesStatus(subscription.status) &&
      (method === undefined || subscription.collection_method === method) &&
      (price === undefined || subscription.items.data.some((item) => item.price.id === price)) &&
      subscription.items.data.every((item) => inPeriod(item.current_period_start, item.current_period_end)),
  };
}

const pick = (account: Account) => account.subscriptions;

/** Stripe no longer knows an ended subscription where it is to be changed. */
function changeable(account: Account, id: string): void {
  const { status } = account.subscriptions.retrieve(id);
  if (hasEnded(status)) throw missing('subscription', id);
}

export const subscriptionRoutes: Routes = {
  list: listOf('/v1/subscriptions', 'subscription', pick, LIST, filter),
  create: change('subscription', CREATE, (account, values, _, options) => {
    required(values, 'customer', 'items');
    account.customers.retrieve(text(values, 'customer') ?? '', 'customer');
    return account.subscriptions.create(values, options);
  }),
  retrieve: retrieveOf('subscription', pick),
  update: change('subscription', UPDATE, (account, values, id, options) => {
    changeable(account, id);
    return account.subscriptions.update(id, values, options);
  }),
  delete: change(
    'subscription',
    { cancellation_details: 'ignored', invoice_now: 'ignored', prorate: 'ignored' },
    (account, _, id, options) => {
      changeable(account, id);
      return account.subscriptions.delete(id, options);
    },
  ),
};
