import { amount, flag, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Money that went to connected accounts. */
export const transfers = entity({
  singular: 'transfer',
  presets: [],
  columns: {
    currency: text(),
    amount: amount(),
    amountReversed: amount(),
    reversed: flag(),
    transferGroup: text(),
    description: text(),
    balanceTransactionExternalId: reference('balance_transactions'),
  },
});
