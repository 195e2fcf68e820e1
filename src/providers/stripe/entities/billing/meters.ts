import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const meters = stripeEntity<Stripe.Billing.Meter>()('meters', {
  endpoint: '/v1/billing/meters',
  permission: ['Billing Meters', 'billing_meter'],
  paging: 'sequential',
  list: (stripe, params) => stripe.billing.meters.list(params),
  retrieve: (stripe, id, params) => stripe.billing.meters.retrieve(id, params),
  fields: {
    displayName: 'display_name',
    eventName: 'event_name',
    status: 'status',
    aggregation: 'default_aggregation.formula',
    deactivatedAt: 'status_transitions.deactivated_at',
  },
  events: {
    changed: [
      'billing.meter.created',
      'billing.meter.updated',
      'billing.meter.deactivated',
      'billing.meter.reactivated',
    ],
    gone: [],
  },
});
