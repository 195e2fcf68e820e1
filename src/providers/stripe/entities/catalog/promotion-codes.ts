import type Stripe from 'stripe';
import { namedIn, stripeEntity } from '../../stripe-entity.ts';

export const promotionCodes = stripeEntity<Stripe.PromotionCode>()('promotion_codes', {
  endpoint: '/v1/promotion_codes',
  permission: ['Promotion Codes', 'promotion_code'],
  list: (stripe, params) => stripe.promotionCodes.list(params),
  retrieve: (stripe, id, params) => stripe.promotionCodes.retrieve(id, params),
  fields: {
    code: 'code',
    active: 'active',
    couponExternalId: 'promotion.coupon',
    customerExternalId: 'customer',
    expiresAt: 'expires_at',
    timesRedeemed: 'times_redeemed',
    maxRedemptions: 'max_redemptions',
  },
  events: {
    changed: ['promotion_code.created', 'promotion_code.updated'],
    gone: [],
    ofOthers: namedIn({
      // `times_redeemed`
      'customer.discount.created': 'object.promotion_code',
    }),
  },
});
