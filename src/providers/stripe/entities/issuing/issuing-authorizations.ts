import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const issuingAuthorizations = stripeEntity<Stripe.Issuing.Authorization>()('issuing_authorizations', {
  endpoint: '/v1/issuing/authorizations',
  permission: ['Issuing Authorizations', 'issuing_authorization'],
  list: (stripe, params) => stripe.issuing.authorizations.list(params),
  retrieve: (stripe, id, params) => stripe.issuing.authorizations.retrieve(id, params),
  fields: {
    cardExternalId: 'card.id',
    cardholderExternalId: 'cardholder',
    status: 'status',
    approved: 'approved',
    currency: 'currency',
    amount: 'amount',
  },
  notSwitchedOn: /not set up to use Issuing/,
  // Not `issuing_authorization.request`, which waits for an answer.
  events: { changed: ['issuing_authorization.created', 'issuing_authorization.updated'], gone: [] },
});
