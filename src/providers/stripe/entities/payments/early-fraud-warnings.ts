import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const earlyFraudWarnings = stripeEntity<Stripe.Radar.EarlyFraudWarning>()('early_fraud_warnings', {
  endpoint: '/v1/radar/early_fraud_warnings',
  permission: null,
  list: (stripe, params) => stripe.radar.earlyFraudWarnings.list(params),
  retrieve: (stripe, id, params) => stripe.radar.earlyFraudWarnings.retrieve(id, params),
  fields: {
    chargeExternalId: 'charge',
    paymentIntentExternalId: 'payment_intent',
    actionable: 'actionable',
    fraudType: 'fraud_type',
  },
  events: { changed: ['radar.early_fraud_warning.created', 'radar.early_fraud_warning.updated'], gone: [] },
});
