import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

/** No event tells of changes of metadata alone. */
export const setupIntents = stripeEntity<Stripe.SetupIntent>()('setup_intents', {
  endpoint: '/v1/setup_intents',
  permission: ['SetupIntents', 'setup_intent'],
  list: (stripe, params) => stripe.setupIntents.list(params),
  retrieve: (stripe, id, params) => stripe.setupIntents.retrieve(id, params),
  fields: {
    customerExternalId: 'customer',
    status: 'status',
    usage: 'usage',
    description: 'description',
    paymentMethodExternalId: 'payment_method',
  },
  events: {
    changed: [
      'setup_intent.created',
      'setup_intent.requires_action',
      'setup_intent.succeeded',
      'setup_intent.setup_failed',
      'setup_intent.canceled',
    ],
    gone: [],
  },
});
