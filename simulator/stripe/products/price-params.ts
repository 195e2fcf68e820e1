import type { Params } from '../wire/params.ts';

export const PRICE_UPDATE: Params = {
  active: 'boolean',
  currency_options: 'ignored',
  lookup_key: 'string',
  metadata: 'metadata',
  nickname: 'string',
  tax_behavior: 'string',
  transfer_lookup_key: 'ignored',
};

/** Tiers and currency options are accepted and dropped: lists do not show them either. */
export const PRICE_PARAMS: Params = {
  ...PRICE_UPDATE,
  billing_scheme: 'string',
  currency: 'string',
  custom_unit_amount: 'ignored',
  product: 'string',
  product_data: {
    hash: { name: 'string', active: 'boolean', id: 'string', metadata: 'metadata', unit_label: 'string' },
  },
  recurring: {
    hash: {
      interval: 'string',
      interval_count: 'integer',
      meter: 'string',
      trial_period_days: 'integer',
      usage_type: 'string',
    },
  },
  tiers: 'ignored',
  tiers_mode: 'string',
  transform_quantity: { hash: { divide_by: 'integer', round: 'string' } },
  unit_amount: 'integer',
  unit_amount_decimal: 'string',
};
