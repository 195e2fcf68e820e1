import { text } from '../column.ts';
import { entity } from '../entity.ts';

/** Whom the merchant gives cards. */
export const issuingCardholders = entity({
  singular: 'issuing cardholder',
  presets: [],
  columns: {
    name: text(),
    email: text(),
    status: text(),
    type: text(),
  },
});
