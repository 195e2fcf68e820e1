import type Stripe from 'stripe';
import type { Wire } from '../../../simulator/stripe/wire/wire.ts';
import { amount, decimal, id, instant, shared } from './read.ts';

export const catalogValues = {
  plans: (object: Wire<Stripe.Plan>) => ({
    ...shared(object),
    productExternalId: id(object.product),
    active: object.active ?? null,
    amount: amount(object.amount),
    amountDecimal: decimal(object.amount_decimal),
    currency: object.currency ?? null,
    interval: object.interval ?? null,
    intervalCount: object.interval_count ?? null,
    nickname: object.nickname ?? null,
  }),
  coupons: (object: Wire<Stripe.Coupon>) => ({
    ...shared(object),
    name: object.name ?? null,
    percentOff: decimal(object.percent_off),
    amountOff: amount(object.amount_off),
    currency: object.currency ?? null,
    duration: object.duration ?? null,
    durationInMonths: object.duration_in_months ?? null,
    valid: object.valid ?? null,
    redeemBy: instant(object.redeem_by),
    timesRedeemed: object.times_redeemed ?? null,
    maxRedemptions: object.max_redemptions ?? null,
  }),
  promotion_codes: (object: Wire<Stripe.PromotionCode>) => ({
    ...shared(object),
    code: object.code ?? null,
    active: object.active ?? null,
    couponExternalId: id(object.promotion?.coupon),
    customerExternalId: id(object.customer),
    expiresAt: instant(object.expires_at),
    timesRedeemed: object.times_redeemed ?? null,
    maxRedemptions: object.max_redemptions ?? null,
  }),
  tax_rates: (object: Wire<Stripe.TaxRate>) => ({
    ...shared(object),
    displayName: object.display_name ?? null,
    active: object.active ?? null,
    inclusive: object.inclusive ?? null,
    percentage: decimal(object.percentage),
    country: object.country ?? null,
    state: object.state ?? null,
    jurisdiction: object.jurisdiction ?? null,
  }),
  shipping_rates: (object: Wire<Stripe.ShippingRate>) => ({
    ...shared(object),
    active: object.active ?? null,
    name: object.display_name ?? null,
    type: object.type ?? null,
    currency: object.fixed_amount?.currency ?? null,
    amount: amount(object.fixed_amount?.amount),
    taxBehavior: object.tax_behavior ?? null,
  }),
};
