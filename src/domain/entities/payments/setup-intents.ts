import { reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Payment methods in the making, to be charged later. */
export const setupIntents = entity({
  singular: 'setup intent',
  presets: ['payments'],
  columns: {
    customerExternalId: reference('customers'),
    status: text(),
    usage: text(),
    description: text(),
    paymentMethodExternalId: text(),
  },
});
