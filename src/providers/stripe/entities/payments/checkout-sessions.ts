import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const checkoutSessions = stripeEntity<Stripe.Checkout.Session>()('checkout_sessions', {
  endpoint: '/v1/checkout/sessions',
  permission: ['Checkout Sessions', 'checkout_session'],
  list: (stripe, params) => stripe.checkout.sessions.list(params),
  retrieve: (stripe, id, params) => stripe.checkout.sessions.retrieve(id, params),
  fields: {
    customerExternalId: 'customer',
    paymentIntentExternalId: 'payment_intent',
    subscriptionExternalId: 'subscription',
    invoiceExternalId: 'invoice',
    setupIntentExternalId: 'setup_intent',
    mode: 'mode',
    status: 'status',
    paymentStatus: 'payment_status',
    currency: 'currency',
    amountTotal: 'amount_total',
    amountSubtotal: 'amount_subtotal',
    clientReference: 'client_reference_id',
    expiresAt: 'expires_at',
  },
  events: {
    changed: [
      'checkout.session.completed',
      'checkout.session.expired',
      'checkout.session.async_payment_succeeded',
      'checkout.session.async_payment_failed',
    ],
    gone: [],
  },
  // No event tells of one that is open, and none is for longer than a day.
  relisted: 2,
});
