import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const invoicePayments = stripeEntity<Stripe.InvoicePayment>()('invoice_payments', {
  endpoint: '/v1/invoice_payments',
  permission: ['Invoices', 'invoice'],
  list: (stripe, params) => stripe.invoicePayments.list(params),
  retrieve: (stripe, id, params) => stripe.invoicePayments.retrieve(id, params),
  fields: {
    invoiceExternalId: 'invoice',
    paymentIntentExternalId: 'payment.payment_intent',
    chargeExternalId: 'payment.charge',
    status: 'status',
    currency: 'currency',
    amountRequested: 'amount_requested',
    amountPaid: 'amount_paid',
    isDefault: 'is_default',
    paidAt: 'status_transitions.paid_at',
    canceledAt: 'status_transitions.canceled_at',
  },
  events: { changed: ['invoice_payment.paid'], gone: [] },
  // None tells of one that is opened or cancelled, and an invoice may stay open for any time.
  relisted: 'all',
});
