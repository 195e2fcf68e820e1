import { instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Changes of subscriptions that are planned. */
export const subscriptionSchedules = entity({
  singular: 'subscription schedule',
  presets: ['billing'],
  columns: {
    customerExternalId: reference('customers'),
    subscriptionExternalId: reference('subscriptions', { indexed: true }),
    status: text(),
    endBehavior: text(),
    phaseStart: instant(),
    phaseEnd: instant(),
    canceledAt: instant(),
    completedAt: instant(),
    releasedAt: instant(),
  },
});
