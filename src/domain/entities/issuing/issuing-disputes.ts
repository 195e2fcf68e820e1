import { amount, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Such payments that the merchant contests. */
export const issuingDisputes = entity({
  singular: 'issuing dispute',
  presets: [],
  columns: {
    transactionExternalId: reference('issuing_transactions'),
    status: text(),
    currency: text(),
    amount: amount(),
  },
});
