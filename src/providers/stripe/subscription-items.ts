import type Stripe from 'stripe';
import type { StripeObject } from './stripe-entity.ts';
import { rawBody } from './http-client.ts';

interface NestedList {
  data: StripeObject[];
  has_more: boolean;
}

const itemsOf = (object: StripeObject): NestedList | undefined => (object as { items?: NestedList }).items;

/** Whether an object holds a list of items that Stripe did not show whole. Only subscriptions do. */
export const isCutShort = (object: StripeObject): boolean => itemsOf(object)?.has_more === true;

/**
 * A subscription shows its first items only (10 or 20, with `has_more`): the rest is listed by `/v1/subscription_items`
 * and added in place. Resolves to the requests it took. The objects must be parsed from the body's text, because the SDK
 * turns decimals into objects of its own.
 */
export async function completeItems(stripe: Stripe, subscriptions: StripeObject[]): Promise<number> {
  let requests = 0;
  for (const subscription of subscriptions) {
    const items = itemsOf(subscription);
    while (items?.has_more === true) {
      const last = items.data.at(-1);
      const page = await stripe.subscriptionItems.list({
        subscription: subscription.id,
        limit: 100,
        ...(last !== undefined && { starting_after: last.id }),
      });
      const { data, has_more } = JSON.parse(rawBody(page)) as NestedList;
      items.data.push(...data);
      items.has_more = has_more && data.length > 0;
      requests += 1;
    }
  }
  return requests;
}
