import { amount, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Payments that customers contest. A lost one can be reopened. */
export const disputes = entity({
  singular: 'dispute',
  presets: ['payments'],
  columns: {
    chargeExternalId: reference('charges', { indexed: true }),
    paymentIntentExternalId: reference('payment_intents'),
    status: text(),
    reason: text(),
    currency: text(),
    amount: amount(),
    evidenceDueBy: instant(),
  },
});
