import { flag, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Payments that a card network holds for fraud. */
export const earlyFraudWarnings = entity({
  singular: 'early fraud warning',
  presets: ['payments'],
  columns: {
    chargeExternalId: reference('charges'),
    paymentIntentExternalId: reference('payment_intents'),
    actionable: flag(),
    fraudType: text(),
  },
});
