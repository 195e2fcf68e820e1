import type { StripeEntity } from './stripe-entity.ts';

export const prices: StripeEntity = {
  mapping: {
    entityType: 'prices',
    id: ['id'],
    created: ['created'],
    livemode: ['livemode'],
    columns: {
      product_external_id: ['product'],
      active: ['active'],
      currency: ['currency'],
      type: ['type'],
      nickname: ['nickname'],
      lookup_key: ['lookup_key'],
      unit_amount: ['unit_amount'],
      unit_amount_decimal: ['unit_amount_decimal'],
      recurring_interval: ['recurring', 'interval'],
      recurring_interval_count: ['recurring', 'interval_count'],
    },
  },
  endpoint: '/v1/prices',
  // Without `active` the list holds inactive prices too.
  list: (stripe, params) => stripe.prices.list(params),
  retrieve: (stripe, id) => stripe.prices.retrieve(id),
  eventTypes: ['price.created', 'price.updated', 'price.deleted'],
};
