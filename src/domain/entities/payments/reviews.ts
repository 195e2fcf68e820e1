import { flag, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Payments that the merchant should look at. Lists show open ones only. */
export const reviews = entity({
  singular: 'review',
  presets: ['payments'],
  columns: {
    chargeExternalId: reference('charges'),
    paymentIntentExternalId: reference('payment_intents'),
    open: flag(),
    reason: text(),
    closedReason: text(),
  },
});
