import type Stripe from 'stripe';
import { namedIn, stripeEntity } from '../../stripe-entity.ts';

export const subscriptions = stripeEntity<Stripe.Subscription>()('subscriptions', {
  endpoint: '/v1/subscriptions',
  permission: ['Subscriptions', 'subscription'],
  // `all` includes cancelled ones, which the list hides by default.
  list: (stripe, params) => stripe.subscriptions.list({ ...params, status: 'all' }),
  retrieve: (stripe, id, params) => stripe.subscriptions.retrieve(id, params),
  fields: {
    customerExternalId: 'customer',
    status: 'status',
    currency: 'currency',
    // Since API version 2025-03-31 each item has a period of its own.
    currentPeriodStart: 'items.data.0.current_period_start',
    currentPeriodEnd: 'items.data.0.current_period_end',
    cancelAtPeriodEnd: 'cancel_at_period_end',
    canceledAt: 'canceled_at',
    endedAt: 'ended_at',
    trialEnd: 'trial_end',
  },
  events: {
    changed: [
      'customer.subscription.created',
      'customer.subscription.updated',
      // It stays, as cancelled.
      'customer.subscription.deleted',
      'customer.subscription.paused',
      'customer.subscription.resumed',
      'customer.subscription.trial_will_end',
      'customer.subscription.pending_update_applied',
      'customer.subscription.pending_update_expired',
    ],
    gone: [],
    ofOthers: namedIn({
      // `discounts`
      'customer.discount.created': 'object.subscription',
      'customer.discount.updated': 'object.subscription',
      'customer.discount.deleted': 'object.subscription',
      // `schedule`
      'subscription_schedule.created': 'object.subscription',
      'subscription_schedule.aborted': 'object.subscription',
      'subscription_schedule.canceled': 'object.subscription',
      'subscription_schedule.completed': 'object.subscription',
      'subscription_schedule.released': 'object.released_subscription',
    }),
  },
  // Inline prices (`price_data`) are in no list, nor need their products be.
  names: { prices: ['items.data.*.price.id'], products: ['items.data.*.price.product'] },
  nested: {
    items: {
      endpoint: '/v1/subscription_items',
      list: (stripe, subscription, page) => stripe.subscriptionItems.list({ subscription, ...page }),
    },
  },
});
