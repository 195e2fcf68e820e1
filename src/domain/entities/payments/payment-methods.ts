import { count, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What customers pay with. */
export const paymentMethods = entity({
  singular: 'payment method',
  presets: ['payments'],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    type: text(),
    status: text(),
    cardBrand: text(),
    cardLast4: text(),
    cardExpMonth: count(),
    cardExpYear: count(),
  },
});
