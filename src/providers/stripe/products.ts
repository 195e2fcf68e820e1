import type { StripeEntity } from './stripe-entity.ts';

export const products: StripeEntity = {
  mapping: {
    entityType: 'products',
    id: ['id'],
    created: ['created'],
    livemode: ['livemode'],
    columns: {
      name: ['name'],
      description: ['description'],
      active: ['active'],
      default_price_external_id: ['default_price'],
    },
  },
  endpoint: '/v1/products',
  // Without `active` the list holds inactive products too.
  list: (stripe, params) => stripe.products.list(params),
  retrieve: (stripe, id) => stripe.products.retrieve(id),
  eventTypes: ['product.created', 'product.updated', 'product.deleted'],
};
