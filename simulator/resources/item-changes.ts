import { trusted } from '../objects/json.ts';
import { invalid } from '../http/stripe-error.ts';
import { planObject } from '../objects/plan.ts';
import type { Price } from '../objects/price.ts';
import { subscriptionItemObject, type SubscriptionItem } from '../objects/subscription-item.ts';
import type { Fields } from '../objects/wire.ts';
import { merge } from './merge.ts';

/** One entry of `items` when a subscription is created or changed. */
export interface ItemChange {
  id?: string;
  price?: string;
  quantity?: number;
  metadata?: Fields;
  deleted?: boolean;
}

/** What making items needs of its subscription. */
export interface ItemWorkshop {
  subscription: string;
  now: number;
  price: (id: string, param: string) => Price;
  nextId: () => string;
}

const PERIOD_DAYS: Record<string, number> = { day: 1, week: 7, month: 30, year: 365 };

export function makeItems(workshop: ItemWorkshop, changes: readonly ItemChange[]): SubscriptionItem[] {
  return changes.map(({ price: priceId, quantity = 1, metadata = {} }, place) => {
    const param = `items[${place}][price]`;
    if (priceId === undefined)
      throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    const price = workshop.price(priceId, param);
    if (!price.recurring)
      throw invalid(`The price specified is set to \`type=one_time\`: '${priceId}'`, { param });
    const days = (PERIOD_DAYS[price.recurring.interval] ?? 30) * price.recurring.interval_count;
    return subscriptionItemObject({
      id: workshop.nextId(),
      created: workshop.now,
      current_period_start: workshop.now,
      current_period_end: workshop.now + days * 86_400,
      plan: planObject(price),
      price,
      quantity,
      metadata: trusted(merge({}, metadata)),
      subscription: workshop.subscription,
    });
  });
}

/** The items after the changes. Items that no change names stay. */
export function applyItems(
  workshop: ItemWorkshop,
  before: readonly SubscriptionItem[],
  changes: readonly ItemChange[],
): SubscriptionItem[] {
  const items = new Map(before.map((item) => [item.id, item]));
  for (const [place, change] of changes.entries()) {
    const { id, deleted, price: priceId, ...patch } = change;
    if (id === undefined) {
      for (const item of makeItems(workshop, [change])) items.set(item.id, item);
      continue;
    }
    const item = items.get(id);
    if (!item) throw invalid(`Invalid subscription_item id: ${id}`, { param: `items[${place}][id]` });
    if (deleted) {
      items.delete(id);
      continue;
    }
    const price = priceId === undefined ? item.price : workshop.price(priceId, `items[${place}][price]`);
    items.set(id, { ...merge(item, { ...patch }), price, plan: planObject(price) });
  }
  return [...items.values()];
}
