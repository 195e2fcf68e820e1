import { amount, flag, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Payments with such cards that were asked for. */
export const issuingAuthorizations = entity({
  singular: 'issuing authorization',
  presets: [],
  columns: {
    cardExternalId: reference('issuing_cards'),
    cardholderExternalId: reference('issuing_cardholders'),
    status: text(),
    approved: flag(),
    currency: text(),
    amount: amount(),
  },
});
