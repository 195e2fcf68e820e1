import type Stripe from 'stripe';
import { namedIn, stripeEntity } from '../../stripe-entity.ts';

export const customers = stripeEntity<Stripe.Customer>()('customers', {
  endpoint: '/v1/customers',
  permission: ['Customers', 'customer'],
  list: (stripe, params) => stripe.customers.list(params),
  retrieve: (stripe, id, params) => stripe.customers.retrieve(id, params),
  fields: { email: 'email', name: 'name', phone: 'phone' },
  events: {
    changed: ['customer.created', 'customer.updated'],
    gone: ['customer.deleted'],
    ofOthers: namedIn({
      // `discount`
      'customer.discount.created': 'object.customer',
      'customer.discount.updated': 'object.customer',
      'customer.discount.deleted': 'object.customer',
      // `default_source`
      'customer.source.created': 'object.customer',
      'customer.source.deleted': 'object.customer',
      // `invoice_settings.default_payment_method`; the payment method itself names its customer no more.
      'payment_method.detached': 'previous_attributes.customer',
    }),
  },
});
