import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const prices = stripeEntity<Stripe.Price>()('prices', {
  endpoint: '/v1/prices',
  permission: ['Prices', 'plan'],
  // Without `active` the list holds inactive prices too.
  list: (stripe, params) => stripe.prices.list(params),
  retrieve: (stripe, id, params) => stripe.prices.retrieve(id, params),
  expand: ['tiers', 'currency_options'],
  names: { products: ['product'] },
  fields: {
    productExternalId: 'product',
    active: 'active',
    currency: 'currency',
    type: 'type',
    nickname: 'nickname',
    lookupKey: 'lookup_key',
    unitAmount: 'unit_amount',
    unitAmountDecimal: 'unit_amount_decimal',
    recurringInterval: 'recurring.interval',
    recurringIntervalCount: 'recurring.interval_count',
  },
  // Those of plans, which are recurring prices too.
  chosenIds: true,
  events: { changed: ['price.created', 'price.updated'], gone: ['price.deleted'] },
});
