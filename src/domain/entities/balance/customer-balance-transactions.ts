import { amount, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What a customer's credit balance has grown and shrunk by. */
export const customerBalanceTransactions = entity({
  singular: 'customer balance transaction',
  presets: [],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    invoiceExternalId: reference('invoices'),
    creditNoteExternalId: reference('credit_notes'),
    type: text(),
    currency: text(),
    amount: amount(),
    endingBalance: amount(),
    description: text(),
  },
});
