import type Stripe from 'stripe';
import invoicesExample from './billing/invoices.json' with { type: 'json' };
import creditNotesExample from './billing/credit-notes.json' with { type: 'json' };
import subscriptionSchedulesExample from './billing/subscription-schedules.json' with { type: 'json' };
import invoicePaymentsExample from './billing/invoice-payments.json' with { type: 'json' };
import { exampleEntity } from './example-entity.ts';

export const invoices = exampleEntity<Stripe.Invoice>()({
  name: 'invoices',
  object: 'invoice',
  ids: { prefix: 'in_', length: 24 },
  permission: ['Invoices', 'invoice'],
  example: invoicesExample,
  events: { created: 'invoice.created', updated: 'invoice.updated', deleted: 'invoice.deleted' },
  nested: ['lines'],
});

export const creditNotes = exampleEntity<Stripe.CreditNote>()({
  name: 'credit_notes',
  object: 'credit_note',
  ids: { prefix: 'cn_', length: 24 },
  permission: ['Credit Notes', 'credit_note'],
  example: creditNotesExample,
  events: { created: 'credit_note.created', updated: 'credit_note.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
  nested: ['lines'],
});

export const subscriptionSchedules = exampleEntity<Stripe.SubscriptionSchedule>()({
  name: 'subscription_schedules',
  object: 'subscription_schedule',
  ids: { prefix: 'sub_sched_', length: 24 },
  permission: ['Subscriptions', 'subscription'],
  example: subscriptionSchedulesExample,
  events: {
    created: 'subscription_schedule.created',
    updated: 'subscription_schedule.updated',
    deleted: null,
  },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

/** Only that one is paid is told. */
export const invoicePayments = exampleEntity<Stripe.InvoicePayment>()({
  name: 'invoice_payments',
  object: 'invoice_payment',
  ids: { prefix: 'inpay_', length: 24 },
  permission: ['Invoices', 'invoice'],
  example: invoicePaymentsExample,
  events: { created: null, updated: null, deleted: null },
  verbs: ['list', 'retrieve'],
});
