import { amount, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Money that the merchant added to the balance. */
export const topups = entity({
  singular: 'top-up',
  presets: [],
  columns: {
    status: text(),
    currency: text(),
    amount: amount(),
    description: text(),
    failureCode: text(),
    balanceTransactionExternalId: reference('balance_transactions'),
  },
});
