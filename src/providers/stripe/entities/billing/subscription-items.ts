import type Stripe from 'stripe';
import { stripeEntityBelow } from '../../entity-below.ts';
import { subscriptions } from './subscriptions.ts';

/** Each subscription shows the first twenty of its own. */
export const subscriptionItems = stripeEntityBelow<Stripe.SubscriptionItem>()(
  'subscription_items',
  'subscriptionExternalId',
  {
    endpoint: '/v1/subscription_items',
    permission: ['Subscriptions', 'subscription'],
    livemode: null,
    parents: subscriptions,
    list: (stripe, subscription, page) => stripe.subscriptionItems.list({ ...page, subscription }),
    shownIn: { field: 'items', expand: false },
    retrieve: (stripe, id) => stripe.subscriptionItems.retrieve(id),
    fields: {
      subscriptionExternalId: 'subscription',
      priceExternalId: 'price.id',
      productExternalId: 'price.product',
      quantity: 'quantity',
      currentPeriodStart: 'current_period_start',
      currentPeriodEnd: 'current_period_end',
    },
    events: { changed: [], gone: [] },
    readAfter: 'changed',
  },
);
