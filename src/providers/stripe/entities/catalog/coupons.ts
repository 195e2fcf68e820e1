import type Stripe from 'stripe';
import { namedIn, stripeEntity } from '../../stripe-entity.ts';

export const coupons = stripeEntity<Stripe.Coupon>()('coupons', {
  endpoint: '/v1/coupons',
  permission: ['Coupons', 'coupon'],
  list: (stripe, params) => stripe.coupons.list(params),
  retrieve: (stripe, id, params) => stripe.coupons.retrieve(id, params),
  expand: ['applies_to', 'currency_options'],
  fields: {
    name: 'name',
    percentOff: 'percent_off',
    amountOff: 'amount_off',
    currency: 'currency',
    duration: 'duration',
    durationInMonths: 'duration_in_months',
    valid: 'valid',
    redeemBy: 'redeem_by',
    timesRedeemed: 'times_redeemed',
    maxRedemptions: 'max_redemptions',
  },
  chosenIds: true,
  events: {
    changed: ['coupon.created', 'coupon.updated'],
    gone: ['coupon.deleted'],
    ofOthers: namedIn({
      // `times_redeemed`
      'customer.discount.created': 'object.source.coupon',
    }),
  },
});
