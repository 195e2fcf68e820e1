import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const creditNotes = stripeEntity<Stripe.CreditNote>()('credit_notes', {
  endpoint: '/v1/credit_notes',
  permission: ['Credit Notes', 'credit_note'],
  list: (stripe, params) => stripe.creditNotes.list(params),
  retrieve: (stripe, id, params) => stripe.creditNotes.retrieve(id, params),
  fields: {
    invoiceExternalId: 'invoice',
    customerExternalId: 'customer',
    number: 'number',
    status: 'status',
    type: 'type',
    reason: 'reason',
    currency: 'currency',
    amount: 'amount',
    voidedAt: 'voided_at',
  },
  events: { changed: ['credit_note.created', 'credit_note.updated', 'credit_note.voided'], gone: [] },
  nested: {
    lines: {
      endpoint: '/v1/credit_notes/{id}/lines',
      list: (stripe, id, page) => stripe.creditNotes.listLineItems(id, page),
    },
  },
});
