import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const topups = stripeEntity<Stripe.Topup>()('topups', {
  endpoint: '/v1/topups',
  permission: ['Top-ups', 'top_up'],
  list: (stripe, params) => stripe.topups.list(params),
  retrieve: (stripe, id, params) => stripe.topups.retrieve(id, params),
  fields: {
    status: 'status',
    currency: 'currency',
    amount: 'amount',
    description: 'description',
    failureCode: 'failure_code',
    balanceTransactionExternalId: 'balance_transaction',
  },
  events: {
    changed: ['topup.created', 'topup.succeeded', 'topup.failed', 'topup.canceled', 'topup.reversed'],
    gone: [],
  },
});
