import type Stripe from 'stripe';
import type { StripeObject } from './stripe-entity.ts';

interface NestedList {
  data: StripeObject[];
  has_more: boolean;
}

const itemsOf = (object: StripeObject): NestedList | undefined => (object as { items?: NestedList }).items;

/** Whether an object holds a list of items that Stripe did not show whole. Only subscriptions do. */
export const isCutShort = (object: StripeObject): boolean => itemsOf(object)?.has_more === true;

/** Lists a page of a subscription's items that come after `starting_after`. */
export type ListItems = (
  params: Stripe.SubscriptionItemListParams,
) => Promise<{ data: StripeObject[]; hasMore: boolean }>;

/**
 * A subscription shows its first items only (10 or 20, with `has_more`): the rest is listed by `/v1/subscription_items`
 * and added in place.
 */
export async function completeItems(subscriptions: StripeObject[], listItems: ListItems): Promise<void> {
  await Promise.all(
    subscriptions.filter(isCutShort).map((subscription) => completeOne(subscription, listItems)),
  );
}

async function completeOne(subscription: StripeObject, listItems: ListItems): Promise<void> {
  const items = itemsOf(subscription);
  if (items === undefined) return;
  let more = items.has_more;
  while (more) {
    const last = items.data.at(-1);
    const after = last !== undefined && { starting_after: last.id };
    const page = await listItems({ subscription: subscription.id, limit: 100, ...after });
    items.data.push(...page.data);
    more = page.hasMore && page.data.length > 0;
  }
  items.has_more = false;
}
