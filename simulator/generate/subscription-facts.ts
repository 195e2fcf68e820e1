import { mix } from './seed.ts';
import { priceInterval } from './prices.ts';
import type { World } from './world.ts';

const DAY = 86_400;

/** What filters ask of a generated subscription, answered without rendering it. */
export function statusOf({ spec }: World, index: number): string {
  const hiddenBefore = Math.floor(index * spec.cancelledShare);
  const hidden = Math.floor((index + 1) * spec.cancelledShare) > hiddenBefore;
  if (hidden) return hiddenBefore % 10 === 9 ? 'incomplete_expired' : 'canceled';
  const draw = mix(spec.seed, index, 41) % 100;
  if (draw < 4) return 'trialing';
  if (draw < 7) return 'past_due';
  return draw === 7 ? 'unpaid' : 'active';
}

/** Subscriptions are dealt out to customers evenly, in list order. */
export const customerOf = ({ spec }: World, index: number) =>
  Math.floor((index * spec.customers) / spec.subscriptions);

export const itemCount = ({ spec }: World, index: number) =>
  spec.manyItemsEvery && index % spec.manyItemsEvery === 0 ? spec.manyItems : 1;

/** Index of the price of the item at `place`; always a recurring one. Places of one subscription differ if they can. */
export function priceOfItem({ spec }: World, index: number, place: number): number {
  const price = (mix(spec.seed, index, 42) + place) % spec.prices;
  return priceInterval(price) ? price : price - 1;
}

/** Trial, period and end, in unix seconds; a function of `createdTo`, not of the clock, so that objects never drift. */
export function datesOf(world: World, index: number) {
  const { spec, timelines } = world;
  const created = timelines.subscriptions.createdAt(index);
  const length = (priceInterval(priceOfItem(world, index, 0)) === 'year' ? 365 : 30) * DAY;
  const status = statusOf(world, index);
  const life = spec.createdTo - created;
  const ended =
    status === 'canceled' || status === 'incomplete_expired'
      ? created + Math.floor((life * (mix(spec.seed, index, 43) % 1000)) / 1000)
      : undefined;
  const periodStart = created + Math.floor(((ended ?? spec.createdTo) - created) / length) * length;
  const trialEnd = status === 'trialing' ? spec.createdTo + 14 * DAY : undefined;
  return { created, status, ended, periodStart, periodEnd: periodStart + length, trialEnd };
}
