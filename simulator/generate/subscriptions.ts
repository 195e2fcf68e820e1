import { NESTED_ITEMS, itemsUrl, subscriptionObject } from '../objects/subscription.ts';
import { subscriptionItemObject } from '../objects/subscription-item.ts';
import { template } from '../objects/template.ts';
import { customerOf, datesOf, itemCount, priceOfItem } from './subscription-facts.ts';
import { padding } from './words.ts';
import { ITEMS_PER_SUBSCRIPTION, type World } from './world.ts';

const ITEM_HOLES = ['id', 'created', 'start', 'end', 'plan', 'price', 'subscription', 'metadata'] as const;

const renderItem = template(ITEM_HOLES, (hole) =>
  subscriptionItemObject({
    id: hole('id'),
    created: hole('created'),
    current_period_start: hole('start'),
    current_period_end: hole('end'),
    plan: hole('plan'),
    price: hole('price'),
    subscription: hole('subscription'),
    metadata: hole('metadata'),
  }),
);

const HOLES = [
  'id',
  'created',
  'livemode',
  'status',
  'customer',
  'items',
  'ended',
  'trial_start',
  'trial_end',
  'reason',
  'metadata',
] as const;

const render = template(HOLES, (hole) =>
  subscriptionObject({
    id: hole('id'),
    created: hole('created'),
    billing_cycle_anchor: hole('created'),
    start_date: hole('created'),
    livemode: hole('livemode'),
    status: hole('status'),
    currency: 'usd',
    customer: hole('customer'),
    items: hole('items'),
    canceled_at: hole('ended'),
    ended_at: hole('ended'),
    trial_start: hole('trial_start'),
    trial_end: hole('trial_end'),
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: hole('reason') },
    payment_settings: {
      payment_method_options: {
        acss_debit: null,
        bancontact: null,
        billie: null,
        blik: null,
        card: { network: null, request_three_d_secure: 'automatic' },
        customer_balance: null,
        konbini: null,
        payto: null,
        pix: null,
        sepa_debit: null,
        upi: null,
        us_bank_account: null,
      },
      payment_method_types: ['card', 'link', 'sepa_debit'],
      save_default_payment_method: 'on_subscription',
    },
    description: 'Renews until cancelled; terms as agreed on sign-up',
    metadata: hole('metadata'),
  }),
);

/** A price as items embed it: JSON of the price and of its legacy plan. */
export interface EmbeddedPrice {
  price: string;
  plan: string;
}

/** JSON of subscription `index`, with its first items as lists nest them or with all, and of its items alone. */
export function subscriptionRenderer(world: World, embedded: (priceIndex: number) => EmbeddedPrice) {
  const { spec, ids, filler } = world;

  const items = (index: number, limit = Infinity): string[] => {
    const { created, periodStart, periodEnd } = datesOf(world, index);
    const subscription = `"${ids.subscriptions.encode(index)}"`;
    return Array.from({ length: Math.min(limit, itemCount(world, index)) }, (_, place) => {
      const { price, plan } = embedded(priceOfItem(world, index, place));
      return renderItem([
        `"${ids.items.encode(index * ITEMS_PER_SUBSCRIPTION + place)}"`,
        String(created),
        String(periodStart),
        String(periodEnd),
        plan,
        price,
        subscription,
        `{"seat":"${place}"}`,
      ]);
    });
  };

  const plain = (index: number, pad: string, nested: number): string => {
    const { created, status, ended, trialEnd } = datesOf(world, index);
    const id = ids.subscriptions.encode(index);
    const total = itemCount(world, index);
    const data = items(index, nested).join(',');
    return render([
      `"${id}"`,
      String(created),
      String(spec.livemode),
      `"${status}"`,
      `"${ids.customers.encode(customerOf(world, index))}"`,
      `{"object":"list","data":[${data}],"has_more":${total > nested},"total_count":${total},"url":"${itemsUrl(id)}"}`,
      String(ended ?? null),
      trialEnd ? String(created) : 'null',
      String(trialEnd ?? null),
      status === 'canceled' ? '"cancellation_requested"' : 'null',
      `{"order_id":"ord_${index}","channel":"web"${pad}}`,
    ]);
  };

  // Measured on one with a single item, so that one with thirty is as much larger as in life.
  const sample = spec.manyItemsEvery && spec.subscriptions > 1 ? 1 : 0;
  const missing = spec.subscriptions ? spec.objectBytes.subscriptions - plain(sample, '', 1).length : 0;
  return {
    items,
    nested: (index: number) => plain(index, padding(filler, index, missing), NESTED_ITEMS),
    whole: (index: number) => plain(index, padding(filler, index, missing), Infinity),
  };
}
