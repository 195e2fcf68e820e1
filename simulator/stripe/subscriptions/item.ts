import type Stripe from 'stripe';
import type { Wire } from '../wire/wire.ts';

export type SubscriptionItem = Wire<Stripe.SubscriptionItem>;

type Given =
  | 'id'
  | 'created'
  | 'current_period_start'
  | 'current_period_end'
  | 'plan'
  | 'price'
  | 'subscription';

/** Since basil (2025-03-31) the current period belongs to the item, not to the subscription. */
export function subscriptionItemObject(
  fields: Pick<SubscriptionItem, Given> & Partial<SubscriptionItem>,
): SubscriptionItem {
  const { id, ...rest } = fields;
  return {
    id,
    object: 'subscription_item',
    billing_thresholds: null,
    current_trial: null,
    discounts: [],
    metadata: {},
    quantity: 1,
    tax_rates: [],
    ...rest,
  };
}
