import { amount, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Payments from the first try to the end. */
export const paymentIntents = entity({
  singular: 'payment intent',
  presets: ['payments'],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    latestChargeExternalId: reference('charges'),
    status: text(),
    currency: text(),
    amount: amount(),
    amountReceived: amount(),
    description: text(),
    canceledAt: instant(),
  },
});
