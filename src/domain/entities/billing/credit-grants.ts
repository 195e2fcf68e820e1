import { amount, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Credit that a customer was given for later usage. */
export const creditGrants = entity({
  singular: 'credit grant',
  presets: [],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    name: text(),
    category: text(),
    currency: text(),
    amount: amount('Null if it is not an amount of money.'),
    effectiveAt: instant(),
    expiresAt: instant(),
    voidedAt: instant(),
  },
});
