import { amount, count, decimal, flag, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Recurring prices as they were called before. The same objects as recurring prices, under the same ids. */
export const plans = entity({
  singular: 'plan',
  presets: [],
  columns: {
    productExternalId: reference('products'),
    active: flag(),
    amount: amount(),
    amountDecimal: decimal(),
    currency: text(),
    interval: text(),
    intervalCount: count(),
    nickname: text(),
  },
});
