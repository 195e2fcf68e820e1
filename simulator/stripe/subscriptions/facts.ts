import { mix } from '../../core/generate/seed.ts';
import type { World } from '../entity/world.ts';
import { priceInterval } from '../prices/generate.ts';

const DAY = 86_400;

/** Items share one index space: index of the subscription × this + place in it. */
export const ITEMS_PER_SUBSCRIPTION = 64;

/** Facts about generated subscriptions by index, so that filters need not render them. */
export function subscriptionFacts({ spec, of }: World) {
  const { seed, cancelledShare, manyItemsEvery, manyItems, createdTo } = spec;
  const subscriptions = of('subscriptions');
  const customers = of('customers').count;
  const prices = of('prices').count;

  function statusOf(index: number): string {
    const hiddenBefore = Math.floor(index * cancelledShare);
    const hidden = Math.floor((index + 1) * cancelledShare) > hiddenBefore;
    if (hidden) return hiddenBefore % 10 === 9 ? 'incomplete_expired' : 'canceled';
    const draw = mix(seed, index, 41) % 100;
    if (draw < 4) return 'trialing';
    if (draw < 7) return 'past_due';
    return draw === 7 ? 'unpaid' : 'active';
  }

  /** Index of its customer: customers get equal numbers of subscriptions, in list order. */
  const customerOf = (index: number) => Math.floor((index * customers) / subscriptions.count);

  const itemCount = (index: number) => (manyItemsEvery && index % manyItemsEvery === 0 ? manyItems : 1);

  /** Index of the price of the item at `place`; always a recurring one. Places of one subscription differ if they can. */
  function priceOfItem(index: number, place: number): number {
    const price = (mix(seed, index, 42) + place) % prices;
    return priceInterval(price) ? price : price - 1;
  }

  /** Trial, period and end, in unix seconds; a function of `createdTo`, not of the clock, so that objects never drift. */
  function datesOf(index: number) {
    const created = subscriptions.timeline.createdAt(index);
    const length = (priceInterval(priceOfItem(index, 0)) === 'year' ? 365 : 30) * DAY;
    const status = statusOf(index);
    const life = createdTo - created;
    const ended =
      status === 'canceled' || status === 'incomplete_expired'
        ? created + Math.floor((life * (mix(seed, index, 43) % 1000)) / 1000)
        : undefined;
    const periodStart = created + Math.floor(((ended ?? createdTo) - created) / length) * length;
    const trialEnd = status === 'trialing' ? createdTo + 14 * DAY : undefined;
    return { created, status, ended, periodStart, periodEnd: periodStart + length, trialEnd };
  }

  return { statusOf, customerOf, itemCount, priceOfItem, datesOf };
}

export type SubscriptionFacts = ReturnType<typeof subscriptionFacts>;
