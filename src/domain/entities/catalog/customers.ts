import { text } from '../column.ts';
import { entity } from '../entity.ts';

/** Whom the merchant sells to. */
export const customers = entity({
  singular: 'customer',
  presets: ['standard', 'billing', 'payments'],
  columns: {
    email: text(),
    name: text(),
    phone: text(),
  },
});
