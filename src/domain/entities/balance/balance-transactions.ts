import { amount, instant, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What moved the merchant's balance. Pending ones become available later. */
export const balanceTransactions = entity({
  singular: 'balance transaction',
  presets: ['payments'],
  columns: {
    type: text(),
    status: text(),
    currency: text(),
    amount: amount(),
    fee: amount(),
    net: amount(),
    reportingCategory: text(),
    availableOn: instant(),
    description: text(),
  },
});
