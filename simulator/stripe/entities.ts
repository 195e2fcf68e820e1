import { customers } from './customers/entity.ts';
import { events } from './events/entity.ts';
import { prices } from './prices/entity.ts';
import { products } from './products/entity.ts';
import { subscriptionItems } from './subscription-items/entity.ts';
import { subscriptions } from './subscriptions/entity.ts';
import { webhookEndpoints } from './webhook-endpoints/entity.ts';

/** All entities of the simulated Stripe, each after those that it refers to. */
export const stripeEntities = [
  customers,
  products,
  prices,
  subscriptions,
  subscriptionItems,
  webhookEndpoints,
  events,
] as const;
