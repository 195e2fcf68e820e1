import type { Entity } from '../entity/entity.ts';
import { itemExpansions } from '../subscriptions/entity.ts';
import { SubscriptionItems } from './resource.ts';
import { subscriptionItemRoutes } from './routes.ts';

export const subscriptionItems = {
  name: 'subscription_items',
  object: 'subscription_item',
  ids: { prefix: 'si_', length: 14 },
  permission: ['Subscriptions', 'subscription'],
  expand: itemExpansions,
  make: (context) => new SubscriptionItems(context),
  routes: subscriptionItemRoutes,
} as const satisfies Entity<SubscriptionItems>;
