import { mix } from '../../core/generate/seed.ts';
import type { Fields } from '../../core/json.ts';
import type { ChargebeeEntity, ChargebeeObject, Surroundings } from '../resource/entity.ts';

const DAY = 86_400;
const TERM = 30 * DAY;

const ended: Readonly<Record<string, string>> = {
  cancelled: 'subscription_cancelled',
  non_renewing: 'subscription_cancellation_scheduled',
  paused: 'subscription_paused',
};

/** The event of a change: most say by their type what happened to the status. */
function changed(before: ChargebeeObject, after: ChargebeeObject): string {
  const [from, to] = [String(before['status']), String(after['status'])];
  if (from === to) return 'subscription_changed';
  if (to !== 'active') return ended[to] ?? 'subscription_changed';
  if (from === 'cancelled') return 'subscription_reactivated';
  if (from === 'non_renewing') return 'subscription_scheduled_cancellation_removed';
  return from === 'paused' ? 'subscription_resumed' : 'subscription_activated';
}

/** What a subscription of the site's catalog is charged for. */
function charged(index: number, site: Surroundings): Fields {
  if (site.catalog === 'v1') {
    const plan = site.idAt('plans', index % Math.max(1, site.size('plans')));
    const addon = site.size('addons') > 0 && index % 4 === 0 && site.idAt('addons', 0);
    return {
      plan_id: plan,
      plan_quantity: 1 + (index % 5),
      plan_unit_price: 1_000,
      plan_free_quantity: 0,
      ...(addon && { addons: [{ id: addon, quantity: 1, unit_price: 200, object: 'addon' }] }),
    };
  }
  const count = index % 10 === 9 ? 12 : 1;
  const prices = Math.max(1, site.size('item_prices'));
  return {
    subscription_items: Array.from({ length: count }, (_, place) => ({
      item_price_id: site.idAt('item_prices', (index + place) % prices),
      item_type: place === 0 ? 'plan' : 'addon',
      quantity: 1 + (index % 5),
      unit_price: 1_000,
      amount: 1_000 * (1 + (index % 5)),
      free_quantity: 0,
      object: 'subscription_item',
    })),
  };
}

/** When its state began and ends, relative to the start of its term. */
function datesOf(status: string, start: number): Fields {
  const term = { current_term_start: start, current_term_end: start + TERM };
  if (status === 'future') return { start_date: start + TERM };
  if (status === 'in_trial') return { trial_start: start, trial_end: start + 14 * DAY };
  if (status === 'cancelled') return { ...term, cancelled_at: start + TERM, started_at: start };
  if (status === 'non_renewing')
    return {
      ...term,
      started_at: start,
      cancelled_at: start + TERM,
      cancel_schedule_created_at: start + DAY,
    };
  return { ...term, started_at: start, activated_at: start, next_billing_at: start + TERM };
}

const STATUSES = ['active', 'active', 'active', 'in_trial', 'non_renewing', 'cancelled', 'paused', 'future'];

export const subscriptions = {
  name: 'subscriptions',
  object: 'subscription',
  filters: {
    id: 'text',
    customer_id: 'text',
    plan_id: 'text',
    item_id: 'text',
    item_price_id: 'text',
    status: 'choice',
    cancel_reason: 'choice',
    created_at: 'timestamp',
    activated_at: 'timestamp',
    next_billing_at: 'timestamp',
    cancelled_at: 'timestamp',
    has_scheduled_changes: 'flag',
    updated_at: 'timestamp',
    channel: 'choice',
    decommissioned: 'flag',
  },
  sort: ['created_at', 'updated_at'],
  versioned: true,
  created: 'created_at',
  deletion: 'marked',
  includesDeleted: true,
  events: { created: 'subscription_created', updated: changed, deleted: 'subscription_deleted' },
  build: (given) => ({
    billing_period: 1,
    billing_period_unit: 'month',
    status: 'active',
    has_scheduled_changes: false,
    has_scheduled_advance_invoices: false,
    channel: 'web',
    deleted: false,
    decommissioned: false,
    object: 'subscription',
    currency_code: 'USD',
    due_invoices_count: 0,
    mrr: 0,
    ...given,
  }),
  generate: (index, site) => {
    const status = STATUSES[mix(5, index, 3) % STATUSES.length]!;
    return {
      customer_id: site.idAt('customers', mix(5, index, 2) % Math.max(1, site.size('customers'))),
      status,
      ...charged(index, site),
      ...datesOf(status, 1_700_000_000 + index * 60),
    };
  },
  beside: ({ customer_id: customer }, site) => {
    const found = typeof customer === 'string' ? site.find('customers', customer) : undefined;
    return found === undefined ? {} : { customer: found };
  },
  edit: (revision, random, { status }) => {
    const draw = random();
    if (draw < 0.5) return { mrr: revision, cf_note: `note ${revision}` };
    if (status === 'active')
      return draw < 0.75 ? { status: 'non_renewing', mrr: revision } : cancelled(revision);
    return { status: 'active', cancelled_at: null, cancel_schedule_created_at: null, mrr: revision };
  },
} as const satisfies ChargebeeEntity;

const cancelled = (revision: number): Fields => ({
  status: 'cancelled',
  cancelled_at: 1_700_000_000 + revision,
  mrr: 0,
  next_billing_at: null,
});
