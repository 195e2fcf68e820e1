import { amount, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Money that went back to customers. */
export const refunds = entity({
  singular: 'refund',
  presets: ['payments'],
  columns: {
    chargeExternalId: reference('charges', { indexed: true }),
    paymentIntentExternalId: reference('payment_intents'),
    status: text(),
    currency: text(),
    amount: amount(),
    reason: text(),
    failureReason: text(),
  },
});
