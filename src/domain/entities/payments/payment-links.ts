import { flag, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Addresses at which anybody can pay for something. */
export const paymentLinks = entity({
  singular: 'payment link',
  presets: [],
  columns: { url: text(), active: flag(), currency: text(), customerCreation: text(), submitType: text() },
});
