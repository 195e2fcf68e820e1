import { reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Cards that the merchant gives. */
export const issuingCards = entity({
  singular: 'issuing card',
  presets: [],
  columns: {
    cardholderExternalId: reference('issuing_cardholders'),
    status: text(),
    type: text(),
    brand: text(),
    last4: text(),
    currency: text(),
  },
});
