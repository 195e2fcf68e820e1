import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const quotes = stripeEntity<Stripe.Quote>()('quotes', {
  endpoint: '/v1/quotes',
  permission: ['Quotes', 'quote'],
  paging: 'sequential',
  list: (stripe, params) => stripe.quotes.list(params),
  retrieve: (stripe, id, params) => stripe.quotes.retrieve(id, params),
  fields: {
    customerExternalId: 'customer',
    subscriptionExternalId: 'subscription',
    invoiceExternalId: 'invoice',
    number: 'number',
    status: 'status',
    currency: 'currency',
    amountTotal: 'amount_total',
    amountSubtotal: 'amount_subtotal',
    expiresAt: 'expires_at',
    finalizedAt: 'status_transitions.finalized_at',
    acceptedAt: 'status_transitions.accepted_at',
    canceledAt: 'status_transitions.canceled_at',
  },
  events: { changed: ['quote.created', 'quote.finalized', 'quote.accepted', 'quote.canceled'], gone: [] },
  // None tells of a draft that is edited, and a draft may stay one for any time.
  relisted: 'all',
});
