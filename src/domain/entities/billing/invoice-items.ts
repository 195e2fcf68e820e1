import { amount, count, flag, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What is charged with a customer's next invoice, or was with one. */
export const invoiceItems = entity({
  singular: 'invoice item',
  presets: [],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    invoiceExternalId: reference('invoices', { indexed: true }),
    subscriptionExternalId: reference('subscriptions'),
    priceExternalId: reference('prices'),
    currency: text(),
    amount: amount(),
    quantity: count(),
    description: text(),
    proration: flag(),
    periodStart: instant(),
    periodEnd: instant(),
  },
});
