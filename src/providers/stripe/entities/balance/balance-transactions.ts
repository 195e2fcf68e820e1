import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const balanceTransactions = stripeEntity<Stripe.BalanceTransaction>()('balance_transactions', {
  endpoint: '/v1/balance_transactions',
  permission: ['Balance Transaction Sources', 'balance_transaction_source'],
  list: (stripe, params) => stripe.balanceTransactions.list(params),
  retrieve: (stripe, id, params) => stripe.balanceTransactions.retrieve(id, params),
  fields: {
    type: 'type',
    status: 'status',
    currency: 'currency',
    amount: 'amount',
    fee: 'fee',
    net: 'net',
    reportingCategory: 'reporting_category',
    availableOn: 'available_on',
    description: 'description',
  },
  livemode: null,
  events: { changed: [], gone: [] },
  // `status` becomes `available` within two weeks for most, and no event says so.
  relisted: 30,
});
