import type Stripe from 'stripe';
import { namedIn, stripeEntity } from '../../stripe-entity.ts';

export const charges = stripeEntity<Stripe.Charge>()('charges', {
  endpoint: '/v1/charges',
  permission: ['Charges and Refunds', 'charge'],
  list: (stripe, params) => stripe.charges.list(params),
  retrieve: (stripe, id, params) => stripe.charges.retrieve(id, params),
  fields: {
    customerExternalId: 'customer',
    paymentIntentExternalId: 'payment_intent',
    status: 'status',
    currency: 'currency',
    amount: 'amount',
    amountCaptured: 'amount_captured',
    amountRefunded: 'amount_refunded',
    paid: 'paid',
    captured: 'captured',
    refunded: 'refunded',
    disputed: 'disputed',
    failureCode: 'failure_code',
    description: 'description',
    balanceTransactionExternalId: 'balance_transaction',
  },
  events: {
    changed: [
      'charge.succeeded',
      'charge.failed',
      'charge.pending',
      'charge.captured',
      'charge.expired',
      'charge.refunded',
      'charge.updated',
    ],
    gone: [],
    ofOthers: namedIn({
      // `disputed`
      'charge.dispute.created': 'object.charge',
      // `review`
      'review.opened': 'object.charge',
      // `amount_refunded`: the money is back.
      'refund.failed': 'object.charge',
    }),
  },
});
