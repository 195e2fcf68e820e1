import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const reviews = stripeEntity<Stripe.Review>()('reviews', {
  endpoint: '/v1/reviews',
  permission: ['Reviews', 'review'],
  list: (stripe, params) => stripe.reviews.list(params),
  retrieve: (stripe, id, params) => stripe.reviews.retrieve(id, params),
  fields: {
    chargeExternalId: 'charge',
    paymentIntentExternalId: 'payment_intent',
    open: 'open',
    reason: 'reason',
    closedReason: 'closed_reason',
  },
  events: { changed: ['review.opened', 'review.closed'], gone: [] },
});
