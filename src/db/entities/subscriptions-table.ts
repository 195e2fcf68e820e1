import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { entityColumns, instant } from '../columns.ts';
import { entityConstraints } from './entity-constraints.ts';

export const subscriptions = pgTable(
  'subscriptions',
  {
    ...entityColumns(),
    customerExternalId: text('customer_external_id'),
    status: text('status'),
    currency: text('currency'),
    /** Of the first item: since API version 2025-03-31 each item has a period of its own. */
    currentPeriodStart: instant('current_period_start'),
    currentPeriodEnd: instant('current_period_end'),
    cancelAtPeriodEnd: boolean('cancel_at_period_end'),
    canceledAt: instant('canceled_at'),
    endedAt: instant('ended_at'),
    trialEnd: instant('trial_end'),
  },
  (t) => entityConstraints('subscriptions', t),
);
