import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const products = stripeEntity<Stripe.Product>()('products', {
  endpoint: '/v1/products',
  permission: ['Products', 'product'],
  // Without `active` the list holds inactive products too.
  list: (stripe, params) => stripe.products.list(params),
  retrieve: (stripe, id, params) => stripe.products.retrieve(id, params),
  fields: {
    name: 'name',
    description: 'description',
    active: 'active',
    defaultPriceExternalId: 'default_price',
  },
  chosenIds: true,
  events: { changed: ['product.created', 'product.updated'], gone: ['product.deleted'] },
});
