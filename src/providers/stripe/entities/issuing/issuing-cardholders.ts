import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const issuingCardholders = stripeEntity<Stripe.Issuing.Cardholder>()('issuing_cardholders', {
  endpoint: '/v1/issuing/cardholders',
  permission: ['Issuing Cardholders', 'issuing_cardholder'],
  list: (stripe, params) => stripe.issuing.cardholders.list(params),
  retrieve: (stripe, id, params) => stripe.issuing.cardholders.retrieve(id, params),
  fields: { name: 'name', email: 'email', status: 'status', type: 'type' },
  notSwitchedOn: /not set up to use Issuing/,
  events: { changed: ['issuing_cardholder.created', 'issuing_cardholder.updated'], gone: [] },
});
