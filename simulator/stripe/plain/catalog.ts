import type Stripe from 'stripe';
import plansExample from './catalog/plans.json' with { type: 'json' };
import couponsExample from './catalog/coupons.json' with { type: 'json' };
import promotionCodesExample from './catalog/promotion-codes.json' with { type: 'json' };
import taxRatesExample from './catalog/tax-rates.json' with { type: 'json' };
import shippingRatesExample from './catalog/shipping-rates.json' with { type: 'json' };
import featuresExample from './catalog/features.json' with { type: 'json' };
import taxIdsExample from './catalog/tax-ids.json' with { type: 'json' };
import { exampleEntity } from './example-entity.ts';

export const plans = exampleEntity<Stripe.Plan>()({
  name: 'plans',
  object: 'plan',
  ids: { prefix: 'plan_', length: 24 },
  permission: ['Plans', 'plan'],
  example: plansExample,
  events: { created: 'plan.created', updated: 'plan.updated', deleted: 'plan.deleted' },
  expand: { tiers: null },
});

export const coupons = exampleEntity<Stripe.Coupon>()({
  name: 'coupons',
  object: 'coupon',
  ids: { prefix: 'cpn_', length: 24 },
  permission: ['Coupons', 'coupon'],
  example: couponsExample,
  events: { created: 'coupon.created', updated: 'coupon.updated', deleted: 'coupon.deleted' },
  expand: { applies_to: null, currency_options: null },
});

export const promotionCodes = exampleEntity<Stripe.PromotionCode>()({
  name: 'promotion_codes',
  object: 'promotion_code',
  ids: { prefix: 'promo_', length: 24 },
  permission: ['Promotion Codes', 'promotion_code'],
  example: promotionCodesExample,
  events: { created: 'promotion_code.created', updated: 'promotion_code.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const taxRates = exampleEntity<Stripe.TaxRate>()({
  name: 'tax_rates',
  object: 'tax_rate',
  ids: { prefix: 'txr_', length: 24 },
  permission: ['Tax Rates', 'tax_rate'],
  example: taxRatesExample,
  events: { created: 'tax_rate.created', updated: 'tax_rate.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

/** Nothing tells of them. */
export const shippingRates = exampleEntity<Stripe.ShippingRate>()({
  name: 'shipping_rates',
  object: 'shipping_rate',
  ids: { prefix: 'shr_', length: 24 },
  permission: ['Shipping Rates', 'shipping_rate'],
  example: shippingRatesExample,
  events: { created: null, updated: null, deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

/** Nothing tells of them. */
export const features = exampleEntity<Stripe.Entitlements.Feature>()({
  name: 'features',
  path: 'entitlements/features',
  object: 'entitlements.feature',
  ids: { prefix: 'feat_', length: 24 },
  permission: ['Entitlements', 'entitlement'],
  example: featuresExample,
  dateField: null,
  params: { list: {} },
  events: { created: null, updated: null, deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const taxIds = exampleEntity<Stripe.TaxId>()({
  name: 'tax_ids',
  object: 'tax_id',
  ids: { prefix: 'txi_', length: 24 },
  permission: ['Customers', 'customer'],
  example: taxIdsExample,
  event: 'customer.tax_id',
  below: { field: 'customer', entity: 'customers', list: 'tax_ids', whenGone: 'deleted' },
  verbs: ['retrieve'],
});
