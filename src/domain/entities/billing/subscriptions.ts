import { flag, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Recurring charges of a customer. */
export const subscriptions = entity({
  singular: 'subscription',
  presets: ['standard', 'billing'],
  columns: {
    customerExternalId: reference('customers'),
    status: text(),
    currency: text(),
    currentPeriodStart: instant('Of its first item, if items have periods of their own.'),
    currentPeriodEnd: instant('Of its first item, if items have periods of their own.'),
    cancelAtPeriodEnd: flag(),
    canceledAt: instant(),
    endedAt: instant(),
    trialEnd: instant(),
  },
});
