import type { StripeEntity } from './stripe-entity.ts';

export const subscriptions: StripeEntity = {
  mapping: {
    entityType: 'subscriptions',
    id: ['id'],
    created: ['created'],
    livemode: ['livemode'],
    columns: {
      customer_external_id: ['customer'],
      status: ['status'],
      currency: ['currency'],
      current_period_start: ['items', 'data', '0', 'current_period_start'],
      current_period_end: ['items', 'data', '0', 'current_period_end'],
      cancel_at_period_end: ['cancel_at_period_end'],
      canceled_at: ['canceled_at'],
      ended_at: ['ended_at'],
      trial_end: ['trial_end'],
    },
  },
  endpoint: '/v1/subscriptions',
  // `all` includes what the list hides otherwise: cancelled ones.
  list: (stripe, params) => stripe.subscriptions.list({ ...params, status: 'all' }),
  retrieve: (stripe, id) => stripe.subscriptions.retrieve(id),
  eventTypes: [
    'customer.subscription.created',
    'customer.subscription.updated',
    'customer.subscription.deleted',
    'customer.subscription.paused',
    'customer.subscription.resumed',
    'customer.subscription.trial_will_end',
    'customer.subscription.pending_update_applied',
    'customer.subscription.pending_update_expired',
  ],
};
