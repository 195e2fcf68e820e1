import { count, flag, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** What customers enter to get a coupon. */
export const promotionCodes = entity({
  singular: 'promotion code',
  presets: ['billing'],
  columns: {
    code: text(),
    active: flag(),
    couponExternalId: reference('coupons'),
    customerExternalId: reference('customers'),
    expiresAt: instant(),
    timesRedeemed: count(),
    maxRedemptions: count(),
  },
});
