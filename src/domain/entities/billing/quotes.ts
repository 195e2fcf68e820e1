import { amount, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Offers to a customer, which become a subscription or an invoice. */
export const quotes = entity({
  singular: 'quote',
  presets: [],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    subscriptionExternalId: reference('subscriptions'),
    invoiceExternalId: reference('invoices'),
    number: text(),
    status: text(),
    currency: text(),
    amountTotal: amount(),
    amountSubtotal: amount(),
    expiresAt: instant(),
    finalizedAt: instant(),
    acceptedAt: instant(),
    canceledAt: instant(),
  },
});
