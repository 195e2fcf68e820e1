import { amount, count, decimal, flag, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** For how much, and how often, a product is sold. */
export const prices = entity({
  singular: 'price',
  presets: ['standard', 'billing'],
  columns: {
    productExternalId: reference('products', { indexed: true }),
    active: flag(),
    currency: text(),
    type: text(),
    nickname: text(),
    lookupKey: text(),
    unitAmount: amount("In the currency's smallest unit. Null past 2^53: read unit_amount_decimal."),
    unitAmountDecimal: decimal(),
    recurringInterval: text(),
    recurringIntervalCount: count(),
  },
});
