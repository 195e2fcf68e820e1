import type Stripe from 'stripe';
import { stripeEntity } from './stripe-entity.ts';

export const customers = stripeEntity<Stripe.Customer>()('customers', {
  endpoint: '/v1/customers',
  list: (stripe, params) => stripe.customers.list(params),
  retrieve: (stripe, id, params) => stripe.customers.retrieve(id, params),
  fields: { email: 'email', name: 'name', phone: 'phone' },
  events: { changed: ['customer.created', 'customer.updated'], gone: ['customer.deleted'] },
});
