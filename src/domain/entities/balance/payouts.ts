import { amount, flag, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Money that went to the merchant's bank. A paid one may still fail. */
export const payouts = entity({
  singular: 'payout',
  presets: ['payments'],
  columns: {
    status: text(),
    currency: text(),
    amount: amount(),
    arrivalDate: instant(),
    automatic: flag(),
    method: text(),
    type: text(),
    failureCode: text(),
    description: text(),
    balanceTransactionExternalId: reference('balance_transactions'),
  },
});
