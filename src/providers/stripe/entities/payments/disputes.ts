import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const disputes = stripeEntity<Stripe.Dispute>()('disputes', {
  endpoint: '/v1/disputes',
  permission: ['Disputes', 'dispute'],
  list: (stripe, params) => stripe.disputes.list(params),
  retrieve: (stripe, id, params) => stripe.disputes.retrieve(id, params),
  fields: {
    chargeExternalId: 'charge',
    paymentIntentExternalId: 'payment_intent',
    status: 'status',
    reason: 'reason',
    currency: 'currency',
    amount: 'amount',
    evidenceDueBy: 'evidence_details.due_by',
  },
  events: {
    changed: [
      'charge.dispute.created',
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
    ],
    gone: [],
  },
});
