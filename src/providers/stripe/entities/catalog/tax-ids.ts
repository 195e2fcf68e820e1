import type Stripe from 'stripe';
import { stripeEntityBelow } from '../../entity-below.ts';
import { customers } from './customers.ts';

/** `/v1/tax_ids` lists the account's own, of which there is no event. */
export const taxIds = stripeEntityBelow<Stripe.TaxId>()('tax_ids', 'customerExternalId', {
  endpoint: '/v1/customers/{id}/tax_ids',
  permission: ['Customers', 'customer'],
  parents: customers,
  list: (stripe, customer, page) => stripe.customers.listTaxIds(customer, page),
  shownIn: { field: 'tax_ids', expand: true },
  retrieve: (stripe, id) => stripe.taxIds.retrieve(id),
  fields: {
    customerExternalId: 'customer',
    type: 'type',
    value: 'value',
    country: 'country',
    verificationStatus: 'verification.status',
  },
  events: {
    changed: ['customer.tax_id.created', 'customer.tax_id.updated'],
    gone: ['customer.tax_id.deleted'],
  },
  readAfter: 'gone',
});
