import { trusted } from '../objects/json.ts';
import type { World } from '../generate/world.ts';
import { ITEMS_PER_SUBSCRIPTION } from '../generate/world.ts';
import { FIRST_ADDED_INDEX } from '../generate/ids.ts';
import { customerOf } from '../generate/subscription-facts.ts';
import type { subscriptionRenderer } from '../generate/subscriptions.ts';
import { planObject } from '../objects/plan.ts';
import type { SubscriptionItem } from '../objects/subscription-item.ts';
import { nestedItems, subscriptionObject, type Subscription } from '../objects/subscription.ts';
import type { Fields } from '../objects/wire.ts';
import type { Collection } from '../store/collection.ts';
import type { MutationOptions } from './event-log.ts';
import { applyItems, makeItems, type ItemChange } from './item-changes.ts';
import { merge } from './merge.ts';
import type { Prices } from './prices.ts';
import { Resource, type Surroundings } from './resource.ts';

const DAY = 86_400;
const ENDED = new Set(['canceled', 'incomplete_expired']);

export const hasEnded = (status: string) => ENDED.has(status);

interface Parts {
  world: World;
  prices: Prices;
  renderer: ReturnType<typeof subscriptionRenderer>;
}

export class Subscriptions extends Resource<Subscription> {
  override readonly noun = 'subscription';
  readonly #parts: Parts;
  /** Which subscription an item that was added later belongs to. */
  readonly #owners = new Map<string, string>();
  #itemsMade = 0;

  constructor(collection: Collection<Subscription>, around: Surroundings, parts: Parts) {
    super(collection, around);
    this.#parts = parts;
  }

  /** `items` as in the API: `[{ price, quantity }]`. `trial_period_days` makes it trialing. */
  create(fields: Fields, options: MutationOptions = {}): Subscription {
    const { items, trial_period_days: trialDays, ...given } = fields;
    const id = this.collection.nextId();
    const now = trusted<number | undefined>(given['created']) ?? this.around.clock.seconds();
    const trialEnd = trialDays
      ? now + Number(trialDays) * DAY
      : (trusted<number | undefined>(given['trial_end']) ?? null);
    const made = makeItems(this.#workshop(id, now), trusted<ItemChange[]>(items ?? []));
    const subscription = subscriptionObject({
      id,
      created: now,
      billing_cycle_anchor: now,
      start_date: now,
      livemode: this.around.livemode,
      status: trialEnd ? 'trialing' : 'active',
      currency: made[0]?.price.currency ?? 'usd',
      customer: '',
      trial_start: trialEnd ? now : null,
      trial_end: trialEnd,
      ...trusted<Partial<Subscription>>(merge({}, given)),
      items: nestedAll(id, made),
    });
    this.collection.insert(subscription);
    const shown = this.onWire(subscription);
    this.around.events.record('customer.subscription.created', shown, options);
    return structuredClone(shown);
  }

  /** `patch.items` as in the API (`id` to change or, with `deleted`, to remove one); anything else replaces fields. */
  update(id: string, patch: Fields, options: MutationOptions = {}): Subscription {
    const before = this.stored(id);
    const { items, ...rest } = patch;
    const after = merge(before, rest);
    if (Array.isArray(items)) {
      const changed = applyItems(this.#workshop(id, this.around.clock.seconds()), before.items.data, items);
      after.items = nestedAll(id, changed);
    }
    if (rest['cancel_at_period_end'] !== undefined) planEnd(before, after, this.around.clock.seconds());
    return this.#save(before, after, options);
  }

  /** Cancels at once, as DELETE does. */
  delete(id: string, options: MutationOptions = {}): Subscription {
    const before = this.stored(id);
    const now = this.around.clock.seconds();
    const reason = { ...before.cancellation_details!, reason: 'cancellation_requested' as const };
    const ended = { status: 'canceled', ended_at: now, canceled_at: before.canceled_at ?? now };
    const after = merge(before, { ...ended, cancellation_details: reason });
    this.collection.replace(after);
    const shown = this.onWire(after);
    this.around.events.record('customer.subscription.deleted', shown, options);
    return structuredClone(shown);
  }

  /** Subscription of an item, or undefined for an unknown or removed item. */
  ofItem(item: string): { subscription: Subscription; item: SubscriptionItem } | undefined {
    const { ids } = this.#parts.world;
    const index = ids.items.decode(item);
    if (index === undefined) return undefined;
    const owner =
      index < FIRST_ADDED_INDEX
        ? ids.subscriptions.encode(Math.floor(index / ITEMS_PER_SUBSCRIPTION))
        : this.#owners.get(item);
    const subscription = owner === undefined ? undefined : this.collection.get(owner);
    const found = subscription && this.#current(subscription).find(({ id }) => id === item);
    return found && { subscription, item: found };
  }

  /** All items of a living subscription, in the order of the nested list. */
  itemsOf(id: string): SubscriptionItem[] {
    return this.#current(this.stored(id));
  }

  /** Ids of a customer's subscriptions that have not ended. */
  endable(customer: string): string[] {
    const { world } = this.#parts;
    const { customers, subscriptions } = world.spec;
    const owner = world.ids.customers.decode(customer) ?? Infinity;
    const ids: string[] = [];
    if (owner < customers)
      for (let i = Math.ceil((owner * subscriptions) / customers); i < subscriptions; i++) {
        if (customerOf(world, i) !== owner) break;
        ids.push(this.idAt(i));
      }
    for (let i = 0; i < this.collection.added.size; i++) {
      const { object, id } = this.collection.added.at(i)!;
      if (object?.customer === customer) ids.push(id);
    }
    return ids.filter((id) => !hasEnded(this.collection.get(id)?.status ?? 'canceled'));
  }

  protected override renderGenerated(index: number): string {
    return this.#parts.renderer.nested(index);
  }

  protected override renderVersion(): number {
    return this.#parts.prices.collection.version;
  }

  protected override onWire(subscription: Subscription): Subscription {
    return { ...subscription, items: nestedItems(subscription.id, this.#current(subscription)) };
  }

  #save(before: Subscription, after: Subscription, options: MutationOptions): Subscription {
    const shownBefore = this.onWire(before);
    this.collection.replace(after);
    const shown = this.onWire(after);
    this.around.events.record('customer.subscription.updated', shown, options, shownBefore);
    return structuredClone(shown);
  }

  /** Items with their prices as they are now. */
  #current(subscription: Subscription): SubscriptionItem[] {
    return subscription.items.data.map((item) => {
      const price = this.#parts.prices.find(item.price.id);
      return price ? { ...item, price, plan: planObject(price) } : item;
    });
  }

  #workshop(subscription: string, now: number) {
    const { prices, world } = this.#parts;
    return {
      subscription,
      now,
      price: (id: string, param: string) => prices.retrieve(id, param),
      nextId: () => {
        const id = world.ids.items.encode(FIRST_ADDED_INDEX + this.#itemsMade++);
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
