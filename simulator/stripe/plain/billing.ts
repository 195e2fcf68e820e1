import type Stripe from 'stripe';
import invoicesExample from './billing/invoices.json' with { type: 'json' };
import creditNotesExample from './billing/credit-notes.json' with { type: 'json' };
import subscriptionSchedulesExample from './billing/subscription-schedules.json' with { type: 'json' };
import invoicePaymentsExample from './billing/invoice-payments.json' with { type: 'json' };
import quotesExample from './billing/quotes.json' with { type: 'json' };
import invoiceItemsExample from './billing/invoice-items.json' with { type: 'json' };
import metersExample from './billing/meters.json' with { type: 'json' };
import creditGrantsExample from './billing/credit-grants.json' with { type: 'json' };
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

/** Their lists have no filter by date, and none tells of a draft that is edited. */
export const quotes = exampleEntity<Stripe.Quote>()({
  name: 'quotes',
  object: 'quote',
  ids: { prefix: 'qt_', length: 24 },
  permission: ['Quotes', 'quote'],
  example: quotesExample,
  params: { list: {} },
  events: { created: 'quote.created', updated: null, deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const invoiceItems = exampleEntity<Stripe.InvoiceItem>()({
  name: 'invoice_items',
  path: 'invoiceitems',
  object: 'invoiceitem',
  ids: { prefix: 'ii_', length: 24 },
  permission: ['Invoices', 'invoice'],
  example: invoiceItemsExample,
  dateField: 'date',
  events: { created: 'invoiceitem.created', updated: null, deleted: 'invoiceitem.deleted' },
});

export const meters = exampleEntity<Stripe.Billing.Meter>()({
  name: 'meters',
  path: 'billing/meters',
  object: 'billing.meter',
  ids: { prefix: 'mtr_', length: 24 },
  permission: ['Billing Meters', 'billing_meter'],
  example: metersExample,
  params: { list: {} },
  events: { created: 'billing.meter.created', updated: 'billing.meter.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const creditGrants = exampleEntity<Stripe.Billing.CreditGrant>()({
  name: 'credit_grants',
  path: 'billing/credit_grants',
  object: 'billing.credit_grant',
  ids: { prefix: 'credgr_', length: 24 },
  permission: ['Credit Grants', 'billing_credit_grant'],
  example: creditGrantsExample,
  params: { list: {} },
  events: { created: 'billing.credit_grant.created', updated: 'billing.credit_grant.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});
