import { decimal, flag, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Rates that the merchant adds to invoices by hand. */
export const taxRates = entity({
  singular: 'tax rate',
  presets: ['billing'],
  columns: {
    displayName: text(),
    active: flag(),
    inclusive: flag(),
    percentage: decimal(),
    country: text(),
    state: text(),
    jurisdiction: text(),
  },
});
