import { count, instant, reference } from '../column.ts';
import { entity } from '../entity.ts';

/** What a subscription is of: a price and how many of it. */
export const subscriptionItems = entity({
  singular: 'subscription item',
  presets: [],
  columns: {
    subscriptionExternalId: reference('subscriptions', { indexed: true }),
    priceExternalId: reference('prices', { indexed: true }),
    productExternalId: reference('products'),
    quantity: count(),
    currentPeriodStart: instant(),
    currentPeriodEnd: instant(),
  },
});
