import { amount, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What customers are asked to pay. */
export const invoices = entity({
  singular: 'invoice',
  presets: ['billing'],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    subscriptionExternalId: reference('subscriptions', { indexed: true }),
    number: text(),
    status: text(),
    currency: text(),
    billingReason: text(),
    collectionMethod: text(),
    total: amount(),
    subtotal: amount(),
    amountDue: amount(),
    amountPaid: amount(),
    amountRemaining: amount(),
    periodStart: instant(),
    periodEnd: instant(),
    dueDate: instant(),
  },
});
