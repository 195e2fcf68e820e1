import type Stripe from 'stripe';
import { namedIn, stripeEntity } from '../../stripe-entity.ts';

export const invoices = stripeEntity<Stripe.Invoice>()('invoices', {
  endpoint: '/v1/invoices',
  permission: ['Invoices', 'invoice'],
  list: (stripe, params) => stripe.invoices.list(params),
  retrieve: (stripe, id, params) => stripe.invoices.retrieve(id, params),
  fields: {
    customerExternalId: 'customer',
    subscriptionExternalId: 'parent.subscription_details.subscription',
    number: 'number',
    status: 'status',
    currency: 'currency',
    billingReason: 'billing_reason',
    collectionMethod: 'collection_method',
    total: 'total',
    subtotal: 'subtotal',
    amountDue: 'amount_due',
    amountPaid: 'amount_paid',
    amountRemaining: 'amount_remaining',
    periodStart: 'period_start',
    periodEnd: 'period_end',
    dueDate: 'due_date',
  },
  // Not `invoice.upcoming`: it shows a preview, which no list has.
  events: {
    changed: [
      'invoice.created',
      'invoice.updated',
      'invoice.finalized',
      'invoice.finalization_failed',
      'invoice.sent',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice.payment_failed',
      'invoice.payment_action_required',
      'invoice.payment_attempt_required',
      'invoice.marked_uncollectible',
      'invoice.overdue',
      'invoice.overpaid',
      'invoice.voided',
      'invoice.will_be_due',
    ],
    gone: ['invoice.deleted'],
    ofOthers: namedIn({
      // Its amounts.
      'credit_note.created': 'object.invoice',
      'credit_note.voided': 'object.invoice',
    }),
  },
  nested: {
    lines: {
      endpoint: '/v1/invoices/{id}/lines',
      list: (stripe, id, page) => stripe.invoices.listLineItems(id, page),
    },
  },
});
