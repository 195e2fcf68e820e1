import { FIRST_ADDED_INDEX } from '../../core/generate/ids.ts';
import { trusted, type Fields } from '../../core/json.ts';
import { customers } from '../customers/entity.ts';
import { Discounts } from '../discounts/discounts.ts';
import type { ResourceContext } from '../entity/context.ts';
import type { MutationOptions } from '../entity/event-log.ts';
import { Resource } from '../entity/resource.ts';
import { prices } from '../prices/entity.ts';
import { planObject } from '../prices/plan.ts';
import type { Prices } from '../prices/resource.ts';
import { merge } from '../wire/merge.ts';
import { ITEMS_PER_SUBSCRIPTION, subscriptionFacts, type SubscriptionFacts } from './facts.ts';
import { subscriptionRenderer } from './generate.ts';
import type { SubscriptionItem } from './item.ts';
import { applyItems, makeItems, type ItemChange } from './item-changes.ts';
import { hasEnded, nestedItems, subscriptionObject, type Subscription } from './object.ts';

const DAY = 86_400;

export class Subscriptions extends Resource<Subscription> {
  /** Facts about generated subscriptions, by index. */
  readonly generated: SubscriptionFacts;
  readonly #prices: Prices;
  readonly #nested: (index: number) => string;
  readonly #discounts: Discounts;
  /** Which subscription an item that was added later belongs to. */
  readonly #owners = new Map<string, string>();
  #itemsMade = 0;

  constructor(context: ResourceContext) {
    const facts = subscriptionFacts(context.world);
    const priced = context.resource(prices);
    const { nested, whole } = subscriptionRenderer(context.world, facts, (index) => priced.embedded(index));
    super(context, whole);
    this.generated = facts;
    this.#prices = priced;
    this.#nested = nested;
    this.#discounts = new Discounts(context);
    // Stripe cancels a deleted customer's subscriptions.
    context.resource(customers).beforeDelete((customer, options) => {
      for (const id of this.#endable(customer)) this.delete(id, options);
    });
  }

  /** Cancels at once, as DELETE does: the subscription stays, ended. */
  override delete(id: string, options: MutationOptions = {}): Subscription {
    const before = this.stored(id);
    const now = this.context.clock.seconds();
    const reason = { ...before.cancellation_details!, reason: 'cancellation_requested' as const };
    const ended = { status: 'canceled', ended_at: now, canceled_at: before.canceled_at ?? now };
    const after = merge(before, { ...ended, cancellation_details: reason });
    this.collection.replace(after);
    const shown = this.onWire(after);
    this.record('deleted', shown, options);
    return structuredClone(shown);
  }

  /** Adds a discount. The subscription shows its id, and has no event of its own. */
  applyCoupon(id: string, coupon: string, options: MutationOptions = {}): void {
    const subscription = this.stored(id);
    const customer = trusted<string>(subscription.customer);
    const discount = this.#discounts.apply(coupon, { customer, subscription: id }, options);
    this.collection.replace({ ...subscription, discounts: [...subscription.discounts, discount.id] });
  }

  endDiscounts(id: string, options: MutationOptions = {}): void {
    const subscription = this.stored(id);
    for (const discount of trusted<string[]>(subscription.discounts)) this.#discounts.end(discount, options);
    this.collection.replace({ ...subscription, discounts: [] });
  }

  /** Subscription of an item, or undefined for an unknown or removed item. */
  ofItem(item: string): { subscription: Subscription; item: SubscriptionItem } | undefined {
    const { world } = this.context;
    const index = world.of('subscription_items').ids.decode(item);
    if (index === undefined) return undefined;
    const owner =
      index < FIRST_ADDED_INDEX
        ? this.collection.idAt(Math.floor(index / ITEMS_PER_SUBSCRIPTION))
        : this.#owners.get(item);
    const subscription = owner === undefined ? undefined : this.collection.get(owner);
    const found = subscription && this.#current(subscription).find(({ id }) => id === item);
    return found && { subscription, item: found };
  }

  /** All items of a living subscription, in the order of the nested list. */
  itemsOf(id: string): SubscriptionItem[] {
    return this.#current(this.stored(id));
  }

  /** `items` as in the API: `[{ price, quantity }]`. `trial_period_days` makes it trialing. */
  protected override build(id: string, fields: Fields): Subscription {
    const { items, trial_period_days: trialDays, ...given } = fields;
    const base = this.base(id);
    const now = trusted<number | undefined>(given['created']) ?? base.created;
    const trialEnd = trialDays
      ? now + Number(trialDays) * DAY
      : (trusted<number | undefined>(given['trial_end']) ?? null);
    const made = makeItems(this.#itemSource(id, now), trusted<ItemChange[]>(items ?? []));
    return subscriptionObject({
      ...base,
      created: now,
      billing_cycle_anchor: now,
      start_date: now,
      status: trialEnd ? 'trialing' : 'active',
      currency: made[0]?.price.currency ?? 'usd',
      customer: '',
      test_clock: this.#clockOf(given['customer']),
      trial_start: trialEnd ? now : null,
      trial_end: trialEnd,
      ...trusted<Partial<Subscription>>(merge({}, given)),
      items: nestedAll(id, made),
    });
  }

  /** `patch.items` as in the API (`id` to change or, with `deleted`, to remove one); anything else replaces fields. */
  protected override changed(before: Subscription, patch: Fields): Subscription {
    const { items, ...rest } = patch;
    const after = merge(before, rest);
    const now = this.context.clock.seconds();
    if (Array.isArray(items)) {
      const changed = applyItems(this.#itemSource(before.id, now), before.items.data, items);
      after.items = nestedAll(before.id, changed);
    }
    if (rest['cancel_at_period_end'] !== undefined) planEnd(before, after, now);
    return after;
  }

  protected override renderGenerated(index: number): string {
    return this.#nested(index);
  }

  protected override renderVersion(): number {
    return this.#prices.collection.version;
  }

  protected override onWire(subscription: Subscription): Subscription {
    return { ...subscription, items: nestedItems(subscription.id, this.#current(subscription)) };
  }

  /** Ids of a customer's subscriptions that have not ended. */
  #endable(customer: string): string[] {
    const { customerOf } = this.generated;
    const { generated, added } = this.collection;
    const { count, ids } = this.context.world.of('customers');
    const owner = ids.decode(customer) ?? Infinity;
    const found: string[] = [];
    if (owner < count)
      for (let i = Math.ceil((owner * generated) / count); i < generated; i++) {
        if (customerOf(i) !== owner) break;
        found.push(this.idAt(i));
      }
    for (let i = 0; i < added.size; i++) {
      const { object, id } = added.at(i)!;
      if (object?.customer === customer) found.push(id);
    }
    return found.filter((id) => !hasEnded(this.collection.get(id)?.status ?? 'canceled'));
  }

  /** The test clock that moves a customer, and so its subscriptions. */
  #clockOf(customer: unknown): string | null {
    const owner = typeof customer === 'string' ? this.context.resource(customers).find(customer) : undefined;
    return typeof owner?.test_clock === 'string' ? owner.test_clock : null;
  }

  /** Items with their prices as they are now. */
  #current(subscription: Subscription): SubscriptionItem[] {
    return subscription.items.data.map((item) => {
      const price = this.#prices.find(item.price.id);
      return price ? { ...item, price, plan: planObject(price) } : item;
    });
  }

  #itemSource(subscription: string, now: number) {
    const { ids } = this.context.world.of('subscription_items');
    return {
      subscription,
      now,
      price: (id: string, param: string) => this.#prices.retrieve(id, param),
      inlinePrice: (fields: Fields) => this.#prices.createInline(fields),
      nextId: () => {
        const id = ids.encode(FIRST_ADDED_INDEX + this.#itemsMade++);
        this.#owners.set(id, subscription);
        return id;
      },
    };
  }
}

function nestedAll(id: string, items: SubscriptionItem[]) {
  return { ...nestedItems(id, items), data: items, has_more: false };
}

/** `cancel_at_period_end` sets or clears the time of the end, which is that of the last item. */
function planEnd(before: Subscription, after: Subscription, now: number): void {
  if (after.cancel_at_period_end === before.cancel_at_period_end) return;
  const end = Math.max(...after.items.data.map((item) => item.current_period_end));
  after.cancel_at = after.cancel_at_period_end ? end : null;
  after.canceled_at = after.cancel_at_period_end ? now : null;
}
