import { amount, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Money that moved by such cards. */
export const issuingTransactions = entity({
  singular: 'issuing transaction',
  presets: [],
  columns: {
    cardExternalId: reference('issuing_cards'),
    cardholderExternalId: reference('issuing_cardholders'),
    authorizationExternalId: reference('issuing_authorizations'),
    type: text(),
    currency: text(),
    amount: amount(),
  },
});
