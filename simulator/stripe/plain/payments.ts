import type Stripe from 'stripe';
import chargesExample from './payments/charges.json' with { type: 'json' };
import paymentIntentsExample from './payments/payment-intents.json' with { type: 'json' };
import setupIntentsExample from './payments/setup-intents.json' with { type: 'json' };
import refundsExample from './payments/refunds.json' with { type: 'json' };
import disputesExample from './payments/disputes.json' with { type: 'json' };
import reviewsExample from './payments/reviews.json' with { type: 'json' };
import earlyFraudWarningsExample from './payments/early-fraud-warnings.json' with { type: 'json' };
import checkoutSessionsExample from './payments/checkout-sessions.json' with { type: 'json' };
import paymentLinksExample from './payments/payment-links.json' with { type: 'json' };
import paymentMethodsExample from './payments/payment-methods.json' with { type: 'json' };
import { exampleEntity } from './example-entity.ts';

export const charges = exampleEntity<Stripe.Charge>()({
  name: 'charges',
  object: 'charge',
  ids: { prefix: 'ch_', length: 24 },
  permission: ['Charges and Refunds', 'charge'],
  example: chargesExample,
  events: { created: 'charge.succeeded', updated: 'charge.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const paymentIntents = exampleEntity<Stripe.PaymentIntent>()({
  name: 'payment_intents',
  object: 'payment_intent',
  ids: { prefix: 'pi_', length: 24 },
  permission: ['PaymentIntents', 'payment_intent'],
  example: paymentIntentsExample,
  events: { created: 'payment_intent.created', updated: 'payment_intent.succeeded', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const setupIntents = exampleEntity<Stripe.SetupIntent>()({
  name: 'setup_intents',
  object: 'setup_intent',
  ids: { prefix: 'seti_', length: 24 },
  permission: ['SetupIntents', 'setup_intent'],
  example: setupIntentsExample,
  events: { created: 'setup_intent.created', updated: 'setup_intent.succeeded', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const refunds = exampleEntity<Stripe.Refund>()({
  name: 'refunds',
  object: 'refund',
  ids: { prefix: 're_', length: 24 },
  permission: ['Charges and Refunds', 'charge'],
  example: refundsExample,
  events: { created: 'refund.created', updated: 'refund.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const disputes = exampleEntity<Stripe.Dispute>()({
  name: 'disputes',
  object: 'dispute',
  ids: { prefix: 'dp_', length: 24 },
  permission: ['Disputes', 'dispute'],
  example: disputesExample,
  events: { created: 'charge.dispute.created', updated: 'charge.dispute.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const reviews = exampleEntity<Stripe.Review>()({
  name: 'reviews',
  object: 'review',
  ids: { prefix: 'prv_', length: 24 },
  permission: ['Reviews', 'review'],
  example: reviewsExample,
  events: { created: 'review.opened', updated: 'review.closed', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const earlyFraudWarnings = exampleEntity<Stripe.Radar.EarlyFraudWarning>()({
  name: 'early_fraud_warnings',
  object: 'radar.early_fraud_warning',
  path: 'radar/early_fraud_warnings',
  ids: { prefix: 'issfr_', length: 24 },
  permission: ['Early Fraud Warnings', 'early_fraud_warning'],
  example: earlyFraudWarningsExample,
  events: {
    created: 'radar.early_fraud_warning.created',
    updated: 'radar.early_fraud_warning.updated',
    deleted: null,
  },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

/** Nothing tells of one that is opened. */
export const checkoutSessions = exampleEntity<Stripe.Checkout.Session>()({
  name: 'checkout_sessions',
  object: 'checkout.session',
  path: 'checkout/sessions',
  ids: { prefix: 'cs_', length: 58 },
  permission: ['Checkout Sessions', 'checkout_session'],
  example: checkoutSessionsExample,
  events: { created: null, updated: 'checkout.session.completed', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const paymentLinks = exampleEntity<Stripe.PaymentLink>()({
  name: 'payment_links',
  object: 'payment_link',
  ids: { prefix: 'plink_', length: 24 },
  permission: ['Payment Links', 'payment_links'],
  example: paymentLinksExample,
  dateField: null,
  params: { list: {} },
  events: { created: 'payment_link.created', updated: 'payment_link.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const paymentMethods = exampleEntity<Stripe.PaymentMethod>()({
  name: 'payment_methods',
  object: 'payment_method',
  ids: { prefix: 'pm_', length: 24 },
  permission: ['Payment Methods', 'payment_method'],
  example: paymentMethodsExample,
  events: { created: 'payment_method.attached', updated: 'payment_method.updated', deleted: null },
  below: { field: 'customer', entity: 'customers', list: 'payment_methods', whenGone: 'detached' },
  verbs: ['retrieve', 'update'],
});
