import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const invoiceItems = stripeEntity<Stripe.InvoiceItem>()('invoice_items', {
  endpoint: '/v1/invoiceitems',
  permission: ['Invoices', 'invoice'],
  dateField: 'date',
  list: (stripe, params) => stripe.invoiceItems.list(params),
  retrieve: (stripe, id, params) => stripe.invoiceItems.retrieve(id, params),
  fields: {
    customerExternalId: 'customer',
    invoiceExternalId: 'invoice',
    subscriptionExternalId: 'parent.subscription_details.subscription',
    priceExternalId: 'pricing.price_details.price',
    currency: 'currency',
    amount: 'amount',
    quantity: 'quantity',
    description: 'description',
    proration: 'proration',
    periodStart: 'period.start',
    periodEnd: 'period.end',
  },
  events: { changed: ['invoiceitem.created'], gone: ['invoiceitem.deleted'] },
  // None tells of one that is edited or billed, and one may wait for its invoice for any time.
  relisted: 'all',
});
