import { amount, flag, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What sending goods costs. */
export const shippingRates = entity({
  singular: 'shipping rate',
  presets: [],
  columns: {
    active: flag(),
    name: text(),
    type: text(),
    currency: text(),
    amount: amount(),
    taxBehavior: text(),
  },
});
