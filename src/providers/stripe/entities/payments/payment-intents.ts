import type Stripe from 'stripe';
import { namedIn, stripeEntity } from '../../stripe-entity.ts';

/** No event tells of changes of amount, metadata and description alone. */
export const paymentIntents = stripeEntity<Stripe.PaymentIntent>()('payment_intents', {
  endpoint: '/v1/payment_intents',
  permission: ['PaymentIntents', 'payment_intent'],
  list: (stripe, params) => stripe.paymentIntents.list(params),
  retrieve: (stripe, id, params) => stripe.paymentIntents.retrieve(id, params),
  fields: {
    customerExternalId: 'customer',
    latestChargeExternalId: 'latest_charge',
    status: 'status',
    currency: 'currency',
    amount: 'amount',
    amountReceived: 'amount_received',
    description: 'description',
    canceledAt: 'canceled_at',
  },
  events: {
    changed: [
      'payment_intent.created',
      'payment_intent.processing',
      'payment_intent.requires_action',
      'payment_intent.amount_capturable_updated',
      'payment_intent.partially_funded',
      'payment_intent.succeeded',
      'payment_intent.payment_failed',
      'payment_intent.canceled',
    ],
    gone: [],
    ofOthers: namedIn({
      // `review`
      'review.opened': 'object.payment_intent',
    }),
  },
});
