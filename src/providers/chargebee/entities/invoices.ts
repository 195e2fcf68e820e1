import type { Invoice } from 'chargebee';
import { chargebeeEntity } from '../chargebee-entity.ts';

/** Their numbers are their ids. Periods are those of the line items, each its own. */
export const invoices = chargebeeEntity<Invoice>()('invoices', {
  wrapper: 'invoice',
  path: '/invoices',
  order: 'date',
  created: 'date',
  chosenIds: true,
  list: (sdk, params) => sdk.invoice.list(params),
  retrieve: (sdk, id, more) => sdk.invoice.retrieve(id, more),
  fields: {
    customerExternalId: 'customer_id',
    subscriptionExternalId: 'subscription_id',
    number: 'id',
    status: 'status',
    currency: { lowerCase: 'currency_code' },
    billingReason: null,
    collectionMethod: null,
    total: 'total',
    subtotal: 'sub_total',
    amountDue: 'amount_due',
    amountPaid: 'amount_paid',
    amountRemaining: 'amount_due',
    periodStart: null,
    periodEnd: null,
    dueDate: 'due_date',
  },
  events: [
    'invoice_generated',
    'invoice_generated_with_backdating',
    'invoice_updated',
    'invoice_deleted',
    'pending_invoice_created',
    'pending_invoice_updated',
    'payment_initiated',
    'payment_succeeded',
    'payment_failed',
    'payment_refunded',
    'refund_initiated',
    'dunning_updated',
  ],
});
