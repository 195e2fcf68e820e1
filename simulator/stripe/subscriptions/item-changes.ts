import { trusted, type Fields } from '../../core/json.ts';
import { invalid } from '../wire/stripe-error.ts';
import { planObject } from '../prices/plan.ts';
import type { Price } from '../prices/object.ts';
import { subscriptionItemObject, type SubscriptionItem } from './item.ts';
import { merge } from '../wire/merge.ts';

/** One entry of `items` when a subscription is created or changed. */
export interface ItemChange {
  id?: string;
  price?: string;
  /** A price of the item's own. */
  price_data?: Fields;
  quantity?: number;
  metadata?: Fields;
  deleted?: boolean;
}

/** The subscription of new items, and where their prices and ids come from. */
export interface ItemSource {
  subscription: string;
  now: number;
  price: (id: string, param: string) => Price;
  inlinePrice: (fields: Fields) => Price;
  nextId: () => string;
}

const PERIOD_DAYS: Record<string, number> = { day: 1, week: 7, month: 30, year: 365 };

export function makeItems(source: ItemSource, changes: readonly ItemChange[]): SubscriptionItem[] {
  return changes.map(({ price: given, price_data: inline, quantity = 1, metadata = {} }, place) => {
    const param = `items[${place}][price]`;
    const priceId = given ?? (inline && source.inlinePrice(inline).id);
    if (priceId === undefined)
      throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    const price = source.price(priceId, param);
    if (!price.recurring)
      throw invalid(`The price specified is set to \`type=one_time\`: '${priceId}'`, { param });
    const days = (PERIOD_DAYS[price.recurring.interval] ?? 30) * price.recurring.interval_count;
    return subscriptionItemObject({
      id: source.nextId(),
      created: source.now,
      current_period_start: source.now,
      current_period_end: source.now + days * 86_400,
      plan: planObject(price),
      price,
      quantity,
      metadata: trusted(merge({}, metadata)),
      subscription: source.subscription,
    });
  });
}

/** The items after the changes. Items that no change names stay. */
export function applyItems(
  source: ItemSource,
  before: readonly SubscriptionItem[],
  changes: readonly ItemChange[],
): SubscriptionItem[] {
  const items = new Map(before.map((item) => [item.id, item]));
  for (const [place, change] of changes.entries()) {
    const { id, deleted, price: priceId, ...patch } = change;
    if (id === undefined) {
      for (const item of makeItems(source, [change])) items.set(item.id, item);
      continue;
    }
    const item = items.get(id);
    if (!item) throw invalid(`Invalid subscription_item id: ${id}`, { param: `items[${place}][id]` });
    if (deleted) {
      items.delete(id);
      continue;
    }
    const price = priceId === undefined ? item.price : source.price(priceId, `items[${place}][price]`);
    items.set(id, { ...merge(item, { ...patch }), price, plan: planObject(price) });
  }
  return [...items.values()];
}
