import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const issuingCards = stripeEntity<Stripe.Issuing.Card>()('issuing_cards', {
  endpoint: '/v1/issuing/cards',
  permission: ['Issuing Cards', 'issuing_card'],
  list: (stripe, params) => stripe.issuing.cards.list(params),
  retrieve: (stripe, id, params) => stripe.issuing.cards.retrieve(id, params),
  fields: {
    cardholderExternalId: 'cardholder.id',
    status: 'status',
    type: 'type',
    brand: 'brand',
    last4: 'last4',
    currency: 'currency',
  },
  notSwitchedOn: /not set up to use Issuing/,
  events: { changed: ['issuing_card.created', 'issuing_card.updated'], gone: [] },
});
