import { amount, flag, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What a platform took of its connected accounts' payments. */
export const applicationFees = entity({
  singular: 'application fee',
  presets: [],
  columns: {
    currency: text(),
    amount: amount(),
    amountRefunded: amount(),
    refunded: flag(),
    balanceTransactionExternalId: reference('balance_transactions'),
  },
});
