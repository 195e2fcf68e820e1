import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const payouts = stripeEntity<Stripe.Payout>()('payouts', {
  endpoint: '/v1/payouts',
  permission: ['Payouts', 'payout'],
  list: (stripe, params) => stripe.payouts.list(params),
  retrieve: (stripe, id, params) => stripe.payouts.retrieve(id, params),
  fields: {
    status: 'status',
    currency: 'currency',
    amount: 'amount',
    arrivalDate: 'arrival_date',
    automatic: 'automatic',
    method: 'method',
    type: 'type',
    failureCode: 'failure_code',
    description: 'description',
    balanceTransactionExternalId: 'balance_transaction',
  },
  events: {
    changed: [
      'payout.created',
      'payout.updated',
      'payout.paid',
      'payout.failed',
      'payout.canceled',
      'payout.reconciliation_completed',
    ],
    gone: [],
  },
});
