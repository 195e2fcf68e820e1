import { template } from '../../core/generate/template.ts';
import { padding } from '../../core/generate/words.ts';
import type { World } from '../entity/world.ts';
import type { EmbeddedPrice } from '../prices/resource.ts';
import { ITEMS_PER_SUBSCRIPTION, type SubscriptionFacts } from './facts.ts';
import { subscriptionItemObject } from './item.ts';
import { NESTED_ITEMS, itemsUrl, subscriptionObject } from './object.ts';

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

/** JSON of subscription `index`, with its first items as lists nest them or with all, and of its items alone. */
export function subscriptionRenderer(
  world: World,
  facts: SubscriptionFacts,
  embedded: (priceIndex: number) => EmbeddedPrice,
) {
  const { spec, filler } = world;
  const { count, bytes, ids } = world.of('subscriptions');
  const itemIds = world.of('subscription_items').ids;
  const customerIds = world.of('customers').ids;

  const items = (index: number, limit = Infinity): string[] => {
    const { created, periodStart, periodEnd } = facts.datesOf(index);
    const subscription = `"${ids.encode(index)}"`;
    return Array.from({ length: Math.min(limit, facts.itemCount(index)) }, (_, place) => {
      const { price, plan } = embedded(facts.priceOfItem(index, place));
      return renderItem([
        `"${itemIds.encode(index * ITEMS_PER_SUBSCRIPTION + place)}"`,
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
    const { created, status, ended, trialEnd } = facts.datesOf(index);
    const id = ids.encode(index);
    const total = facts.itemCount(index);
    const data = items(index, nested).join(',');
    return render([
      `"${id}"`,
      String(created),
      String(spec.livemode),
      `"${status}"`,
      `"${customerIds.encode(facts.customerOf(index))}"`,
      `{"object":"list","data":[${data}],"has_more":${total > nested},"total_count":${total},"url":"${itemsUrl(id)}"}`,
      String(ended ?? null),
      trialEnd ? String(created) : 'null',
      String(trialEnd ?? null),
      status === 'canceled' ? '"cancellation_requested"' : 'null',
      `{"order_id":"ord_${index}","channel":"web"${pad}}`,
    ]);
  };

  // Measured on one with a single item, so that one with thirty is as much larger as in life.
  const sample = spec.manyItemsEvery && count > 1 ? 1 : 0;
  const missing = count ? bytes - plain(sample, '', 1).length : 0;
  return {
    items,
    nested: (index: number) => plain(index, padding(filler, index, missing), NESTED_ITEMS),
    whole: (index: number) => plain(index, padding(filler, index, missing), Infinity),
  };
}
