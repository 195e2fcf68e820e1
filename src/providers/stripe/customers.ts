import type { StripeEntity } from './stripe-entity.ts';

export const customers: StripeEntity = {
  mapping: {
    entityType: 'customers',
    id: ['id'],
    created: ['created'],
    livemode: ['livemode'],
    columns: { email: ['email'], name: ['name'], phone: ['phone'] },
  },
  endpoint: '/v1/customers',
  list: (stripe, params) => stripe.customers.list(params),
  retrieve: (stripe, id) => stripe.customers.retrieve(id),
  eventTypes: ['customer.created', 'customer.updated', 'customer.deleted'],
};
