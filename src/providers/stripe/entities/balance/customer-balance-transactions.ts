import type Stripe from 'stripe';
import { stripeEntityBelow } from '../../entity-below.ts';
import { customers } from '../catalog/customers.ts';

/** No event tells of them; one about the customer does, since its balance changes with them. */
export const customerBalanceTransactions = stripeEntityBelow<Stripe.CustomerBalanceTransaction>()(
  'customer_balance_transactions',
  'customerExternalId',
  {
    endpoint: '/v1/customers/{id}/balance_transactions',
    permission: ['Customers', 'customer'],
    parents: customers,
    list: (stripe, customer, page) => stripe.customers.listBalanceTransactions(customer, page),
    fields: {
      customerExternalId: 'customer',
      invoiceExternalId: 'invoice',
      creditNoteExternalId: 'credit_note',
      type: 'type',
      currency: 'currency',
      amount: 'amount',
      endingBalance: 'ending_balance',
      description: 'description',
    },
    events: { changed: [], gone: [] },
    readAfter: 'changed',
  },
);
