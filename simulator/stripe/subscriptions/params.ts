import type { Params } from '../wire/params.ts';

const ITEM: Params = {
  id: 'string',
  price: 'string',
  price_data: {
    hash: {
      currency: 'string',
      product: 'string',
      recurring: { hash: { interval: 'string', interval_count: 'integer' } },
      tax_behavior: 'string',
      unit_amount: 'integer',
      unit_amount_decimal: 'string',
    },
  },
  quantity: 'integer',
  metadata: 'metadata',
  deleted: 'boolean',
  clear_usage: 'ignored',
  discounts: 'ignored',
  tax_rates: 'ignored',
};

/** Parameters about invoices, payments, taxes and discounts are accepted and dropped. */
export const UPDATE: Params = {
  add_invoice_items: 'ignored',
  application_fee_percent: 'ignored',
  automatic_tax: 'ignored',
  billing_cycle_anchor: 'ignored',
  billing_thresholds: 'ignored',
  cancel_at: 'integer',
  cancel_at_period_end: 'boolean',
  cancellation_details: { hash: { comment: 'string', feedback: 'string' } },
  collection_method: 'string',
  days_until_due: 'integer',
  default_payment_method: 'string',
  default_source: 'string',
  default_tax_rates: 'ignored',
  description: 'string',
  discounts: 'ignored',
  invoice_settings: 'ignored',
  items: { array: { hash: ITEM } },
  metadata: 'metadata',
  off_session: 'ignored',
  pause_collection: { hash: { behavior: 'string', resumes_at: 'integer' } },
  payment_behavior: 'ignored',
  payment_settings: 'ignored',
  proration_behavior: 'ignored',
  proration_date: 'ignored',
  trial_end: 'integer',
  trial_settings: 'ignored',
};
export const CREATE: Params = {
  ...UPDATE,
  currency: 'string',
  customer: 'string',
  trial_period_days: 'integer',
};

export const LIST: Params = {
  automatic_tax: 'ignored',
  collection_method: 'string',
  created: { range: true },
  current_period_end: { range: true },
  current_period_start: { range: true },
  customer: 'string',
  price: 'string',
  status: 'string',
  test_clock: 'string',
};
