import type Stripe from 'stripe';
import type { Wire } from '../wire/wire.ts';

/** `items` here holds every item; what goes over the wire is cut to the first twenty (`nestedItems`). */
export type Subscription = Wire<Stripe.Subscription>;

type Given = 'id' | 'created' | 'livemode' | 'currency' | 'customer' | 'items' | 'status';
type Dated = 'billing_cycle_anchor' | 'start_date';

export function subscriptionObject(
  fields: Pick<Subscription, Given | Dated> & Partial<Subscription>,
): Subscription {
  const { id, ...rest } = fields;
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    latest_invoice: null,
    managed_payments: null,
    metadata: {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
    },
    trial_start: null,
    ...rest,
  };
}

const ENDED = new Set(['canceled', 'incomplete_expired']);

export const hasEnded = (status: string) => ENDED.has(status);

/** Most items that Stripe nests in a subscription; /v1/subscription_items has all. */
export const NESTED_ITEMS = 20;

export const itemsUrl = (subscription: string) => `/v1/subscription_items?subscription=${subscription}`;

/** The `items` list as Stripe nests it. */
export function nestedItems<Item>(subscription: string, all: readonly Item[]) {
  return {
    object: 'list' as const,
    data: all.slice(0, NESTED_ITEMS),
    has_more: all.length > NESTED_ITEMS,
    total_count: all.length,
    url: itemsUrl(subscription),
  };
}
