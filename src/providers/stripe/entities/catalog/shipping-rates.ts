import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const shippingRates = stripeEntity<Stripe.ShippingRate>()('shipping_rates', {
  endpoint: '/v1/shipping_rates',
  permission: ['Shipping Rates', 'shipping_rate'],
  list: (stripe, params) => stripe.shippingRates.list(params),
  retrieve: (stripe, id, params) => stripe.shippingRates.retrieve(id, params),
  fields: {
    active: 'active',
    name: 'display_name',
    type: 'type',
    currency: 'fixed_amount.currency',
    amount: 'fixed_amount.amount',
    taxBehavior: 'tax_behavior',
  },
  events: { changed: [], gone: [] },
  // Few, and no event tells of them.
  relisted: 'all',
});
