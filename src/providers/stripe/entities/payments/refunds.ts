import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const refunds = stripeEntity<Stripe.Refund>()('refunds', {
  endpoint: '/v1/refunds',
  permission: ['Charges and Refunds', 'charge'],
  list: (stripe, params) => stripe.refunds.list(params),
  retrieve: (stripe, id, params) => stripe.refunds.retrieve(id, params),
  fields: {
    chargeExternalId: 'charge',
    paymentIntentExternalId: 'payment_intent',
    status: 'status',
    currency: 'currency',
    amount: 'amount',
    reason: 'reason',
    failureReason: 'failure_reason',
  },
  livemode: null,
  events: {
    changed: ['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'],
    gone: [],
  },
});
