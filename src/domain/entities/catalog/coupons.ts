import { amount, count, decimal, flag, instant, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Discounts that the merchant gives. */
export const coupons = entity({
  singular: 'coupon',
  presets: ['billing'],
  columns: {
    name: text(),
    percentOff: decimal(),
    amountOff: amount(),
    currency: text(),
    duration: text(),
    durationInMonths: count(),
    valid: flag(),
    redeemBy: instant(),
    timesRedeemed: count(),
    maxRedemptions: count(),
  },
});
