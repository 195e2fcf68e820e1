import type Stripe from 'stripe';
import { stripeEntity } from '../../stripe-entity.ts';

export const subscriptionSchedules = stripeEntity<Stripe.SubscriptionSchedule>()('subscription_schedules', {
  endpoint: '/v1/subscription_schedules',
  permission: ['Subscriptions', 'subscription'],
  list: (stripe, params) => stripe.subscriptionSchedules.list(params),
  retrieve: (stripe, id, params) => stripe.subscriptionSchedules.retrieve(id, params),
  fields: {
    customerExternalId: 'customer',
    subscriptionExternalId: 'subscription',
    status: 'status',
    endBehavior: 'end_behavior',
    phaseStart: 'current_phase.start_date',
    phaseEnd: 'current_phase.end_date',
    canceledAt: 'canceled_at',
    completedAt: 'completed_at',
    releasedAt: 'released_at',
  },
  events: {
    changed: [
      'subscription_schedule.created',
      'subscription_schedule.updated',
      'subscription_schedule.canceled',
      'subscription_schedule.completed',
      'subscription_schedule.released',
      'subscription_schedule.aborted',
      'subscription_schedule.expiring',
    ],
    gone: [],
  },
});
