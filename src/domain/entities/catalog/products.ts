import { flag, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Goods and services that the merchant sells. */
export const products = entity({
  singular: 'product',
  presets: ['standard', 'billing'],
  columns: {
    name: text(),
    description: text(),
    active: flag(),
    defaultPriceExternalId: reference('prices'),
  },
});
