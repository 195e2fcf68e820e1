import type { Coupon } from 'chargebee';
import { chargebeeEntity } from '../chargebee-entity.ts';

export const coupons = chargebeeEntity<Coupon>()('coupons', {
  wrapper: 'coupon',
  path: '/coupons',
  order: 'created_at',
  created: 'created_at',
  chosenIds: true,
  list: (sdk, params) => sdk.coupon.list(params),
  retrieve: (sdk, id) => sdk.coupon.retrieve(id),
  fields: {
    name: 'name',
    percentOff: 'discount_percentage',
    amountOff: 'discount_amount',
    currency: { lowerCase: 'currency_code' },
    duration: {
      lookUp: 'duration_type',
      in: { one_time: 'once', forever: 'forever', limited_period: 'repeating' },
      otherwise: null,
    },
    durationInMonths: 'duration_month',
    valid: { lookUp: 'status', in: { active: 'true' }, otherwise: 'false' },
    redeemBy: 'valid_till',
    timesRedeemed: 'redemptions',
    maxRedemptions: 'max_redemptions',
  },
  events: ['coupon_created', 'coupon_updated', 'coupon_deleted'],
});
