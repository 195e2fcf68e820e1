import { reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Customers' tax numbers. */
export const taxIds = entity({
  singular: 'tax id',
  presets: [],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    type: text(),
    value: text(),
    country: text(),
    verificationStatus: text(),
  },
});
