import { amount, count, decimal, flag, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What is sold beside a plan, of catalogs that have plans and addons instead of products and prices. */
export const addons = entity({
  singular: 'addon',
  presets: [],
  columns: {
    name: text(),
    active: flag(),
    type: text('`recurring` or `one_time`.'),
    amount: amount(),
    amountDecimal: decimal(),
    currency: text(),
    interval: text(),
    intervalCount: count(),
  },
});
