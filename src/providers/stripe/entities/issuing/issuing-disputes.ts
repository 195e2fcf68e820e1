import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const issuingDisputes = stripeEntity<Stripe.Issuing.Dispute>()('issuing_disputes', {
  endpoint: '/v1/issuing/disputes',
  permission: ['Issuing Disputes', 'issuing_dispute'],
  list: (stripe, params) => stripe.issuing.disputes.list(params),
  retrieve: (stripe, id, params) => stripe.issuing.disputes.retrieve(id, params),
  fields: { transactionExternalId: 'transaction', status: 'status', currency: 'currency', amount: 'amount' },
  notSwitchedOn: /not set up to use Issuing/,
  events: {
    changed: [
      'issuing_dispute.created',
      'issuing_dispute.updated',
      'issuing_dispute.submitted',
      'issuing_dispute.closed',
      'issuing_dispute.funds_reinstated',
      'issuing_dispute.funds_rescinded',
    ],
    gone: [],
  },
});
