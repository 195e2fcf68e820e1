import type { Fields } from '../../core/json.ts';
import { customers } from '../customers/entity.ts';
import { change, listOf, retrieve, type Call, type Filter, type Routes } from '../entity/routes.ts';
import { rangeIn, required, text, type Range } from '../wire/params.ts';
import { invalid, missing } from '../wire/stripe-error.ts';
import { hasEnded, type Subscription } from './object.ts';
import { CREATE, LIST, UPDATE } from './params.ts';
import type { Subscriptions } from './resource.ts';

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

function filter({ resource, context: { world } }: Call<Subscriptions>, values: Fields): Filter<Subscription> {
  const { generated: facts } = resource;
  const { collection_method: method, test_clock: clock = null } = values;
  const customer = text(values, 'customer');
  const price = text(values, 'price');
  const start = rangeIn(values, 'current_period_start');
  const end = rangeIn(values, 'current_period_end');
  const anyPeriod = !values['current_period_start'] && !values['current_period_end'];
  const matchesStatus = byStatus(text(values, 'status'));
  const owner = customer === undefined ? undefined : world.of('customers').ids.decode(customer);
  const priceIndex = price === undefined ? undefined : world.of('prices').ids.decode(price);
  const hasPrice = (index: number) =>
    Array.from({ length: facts.itemCount(index) }, (_, i) => facts.priceOfItem(index, i)).includes(
      priceIndex ?? -1,
    );
  const inPeriod = (from: number, to: number) => within(start, from) && within(end, to);
  const generatedInPeriod = (index: number) => {
    const { periodStart, periodEnd } = facts.datesOf(index);
    return inPeriod(periodStart, periodEnd);
  };
  return {
    matchesIndex: (index) =>
      (customer === undefined || facts.customerOf(index) === owner) &&
      matchesStatus(facts.statusOf(index)) &&
      clock === null &&
      (method === undefined || method === 'charge_automatically') &&
      (price === undefined || hasPrice(index)) &&
      (anyPeriod || generatedInPeriod(index)),
    matchesObject: (subscription) =>
      (customer === undefined || subscription.customer === customer) &&
      matchesStatus(subscription.status) &&
      subscription.test_clock === clock &&
      (method === undefined || subscription.collection_method === method) &&
      (price === undefined || subscription.items.data.some((item) => item.price.id === price)) &&
      subscription.items.data.every((item) => inPeriod(item.current_period_start, item.current_period_end)),
  };
}

/** Stripe no longer knows an ended subscription if a request would change it. */
function checkChangeable({ resource, id }: Call<Subscriptions>): void {
  const { status } = resource.retrieve(id);
  if (hasEnded(status)) throw missing('subscription', id);
}

export const subscriptionRoutes: Routes<Subscriptions> = {
  list: listOf<Subscription, Subscriptions>(LIST, filter),
  create: change(CREATE, ({ resource, context, options }, values) => {
    required(values, 'customer', 'items');
    context.resource(customers).retrieve(text(values, 'customer') ?? '', 'customer');
    return resource.create(values, options);
  }),
  retrieve,
  update: change(UPDATE, (call, values) => {
    checkChangeable(call);
    return call.resource.update(call.id, values, call.options);
  }),
  delete: change({ cancellation_details: 'ignored', invoice_now: 'ignored', prorate: 'ignored' }, (call) => {
    checkChangeable(call);
    return call.resource.delete(call.id, call.options);
  }),
};
