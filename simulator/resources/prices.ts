import { isHash, parse, trusted } from '../objects/json.ts';
import { priceProduct } from '../generate/prices.ts';
import type { World } from '../generate/world.ts';
import { planObject } from '../objects/plan.ts';
import { priceObject, type Price } from '../objects/price.ts';
import type { EmbeddedPrice } from '../generate/subscriptions.ts';
import type { Fields } from '../objects/wire.ts';
import type { Collection } from '../store/collection.ts';
import { older } from '../store/walk.ts';
import type { MutationOptions } from './event-log.ts';
import { merge } from './merge.ts';
import { Resource, type Surroundings } from './resource.ts';

const MOST_EMBEDDED = 20_000;

export class Prices extends Resource<Price> {
  override readonly noun = 'price';
  readonly #world: World;
  readonly #embedded = new Map<number, EmbeddedPrice>();
  #embeddedVersion = 0;

  constructor(collection: Collection<Price>, around: Surroundings, world: World) {
    super(collection, around);
    this.#world = world;
  }

  create(fields: Fields, options: MutationOptions = {}): Price {
    const amount = fields['unit_amount'];
    const decimal = typeof amount === 'number' ? String(amount) : null;
    const price = priceObject({
      id: this.collection.nextId(),
      created: this.around.clock.seconds(),
      livemode: this.around.livemode,
      currency: 'usd',
      product: '',
      unit_amount_decimal: decimal,
      ...trusted<Partial<Price>>(merge({}, fields)),
      ...(fields['recurring'] !== undefined && { recurring: recurringOf(fields['recurring']) }),
    });
    this.collection.insert(price);
    this.around.events.record('price.created', price, options);
    return structuredClone(price);
  }

  update(id: string, patch: Fields, options: MutationOptions = {}): Price {
    const before = this.stored(id);
    const after = merge(before, patch);
    this.collection.replace(after);
    this.around.events.record('price.updated', after, options, before);
    return structuredClone(after);
  }

  /** Stripe's API cannot delete a price, its dashboard can (one that was never used): for tests of that. */
  delete(id: string, options: MutationOptions = {}) {
    const price = this.stored(id);
    this.collection.remove(id);
    this.around.events.record('price.deleted', price, options);
    return { id, object: 'price' as const, deleted: true as const };
  }

  existFor(product: string): boolean {
    for (const met of older(this.collection)) {
      const owner =
        met.object?.product ?? this.#world.ids.products.encode(priceProduct(this.#world, met.index!));
      if (owner === product) return true;
    }
    return false;
  }

  /** JSON of generated price `index` and its plan as they are now: Stripe shows a changed price in all that embed it. */
  embedded(index: number): EmbeddedPrice {
    if (this.#embeddedVersion !== this.collection.version || this.#embedded.size > MOST_EMBEDDED) {
      this.#embedded.clear();
      this.#embeddedVersion = this.collection.version;
    }
    const known = this.#embedded.get(index);
    if (known) return known;
    const object = this.collection.touched.get(index)?.object;
    const price = this.render(object ? { object } : { index });
    const made = { price, plan: JSON.stringify(planObject(parse<Price>(price))) };
    this.#embedded.set(index, made);
    return made;
  }
}

function recurringOf(given: unknown): Price['recurring'] {
  if (!isHash(given)) return null;
  const defaults = {
    interval: 'month',
    interval_count: 1,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
  return { ...defaults, ...given };
}
