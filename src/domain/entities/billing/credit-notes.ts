import { amount, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What was taken back of invoices. */
export const creditNotes = entity({
  singular: 'credit note',
  presets: ['billing'],
  columns: {
    invoiceExternalId: reference('invoices', { indexed: true }),
    customerExternalId: reference('customers'),
    number: text(),
    status: text(),
    type: text(),
    reason: text(),
    currency: text(),
    amount: amount(),
    voidedAt: instant(),
  },
});
