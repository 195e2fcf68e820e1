import type { Fields } from '../../core/json.ts';
import type { ResourceContext } from '../entity/context.ts';
import type { MutationOptions } from '../entity/event-log.ts';
import { subscriptions } from '../subscriptions/entity.ts';
import type { SubscriptionItem } from '../subscriptions/item.ts';
import type { Subscriptions } from '../subscriptions/resource.ts';
import { invalid, missing } from '../wire/stripe-error.ts';

/** Items live in their subscriptions: each change is an update of the subscription. */
export class SubscriptionItems {
  readonly #subscriptions: Subscriptions;

  constructor(context: ResourceContext) {
    this.#subscriptions = context.resource(subscriptions);
  }

  find(id: string): SubscriptionItem | undefined {
    return this.#subscriptions.ofItem(id)?.item;
  }

  retrieve(id: string): SubscriptionItem {
    return this.#owned(id).item;
  }

  /** All items of all subscriptions. */
  *all(): Generator<SubscriptionItem> {
    for (const { id } of this.#subscriptions.all()) yield* this.of(id);
  }

  /** All items of a subscription. */
  of(subscription: string): SubscriptionItem[] {
    return this.#subscriptions.itemsOf(subscription);
  }

  create(fields: Fields, options: MutationOptions = {}): SubscriptionItem {
    const { subscription, ...change } = fields;
    const id = String(subscription);
    const known = new Set(this.#subscriptions.itemsOf(id).map((item) => item.id));
    this.#subscriptions.update(id, { items: [change] }, options);
    return this.#subscriptions.itemsOf(id).find((item) => !known.has(item.id))!;
  }

  update(id: string, patch: Fields, options: MutationOptions = {}): SubscriptionItem {
    const { subscription } = this.#owned(id);
    this.#subscriptions.update(subscription.id, { items: [{ ...patch, id }] }, options);
    return this.retrieve(id);
  }

  delete(id: string, options: MutationOptions = {}) {
    const { subscription } = this.#owned(id);
    if (subscription.items.data.length === 1)
      throw invalid(
        'A subscription must have at least one active plan. Cancel the subscription to remove it.',
      );
    this.#subscriptions.update(subscription.id, { items: [{ id, deleted: true }] }, options);
    return { id, object: 'subscription_item' as const, deleted: true as const };
  }

  #owned(id: string) {
    const found = this.#subscriptions.ofItem(id);
    if (!found) throw missing('subscription item', id);
    return found;
  }
}
