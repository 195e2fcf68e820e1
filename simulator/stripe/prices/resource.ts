import { isHash, parse, trusted, type Fields } from '../../core/json.ts';
import { older } from '../../core/store/walk.ts';
import type { ResourceContext } from '../entity/context.ts';
import { Resource } from '../entity/resource.ts';
import { products } from '../products/entity.ts';
import { merge } from '../wire/merge.ts';
import { invalid } from '../wire/stripe-error.ts';
import { withAmounts, withoutAmounts } from './amounts.ts';
import { priceProducts, priceRenderer } from './generate.ts';
import { priceObject, type Price } from './object.ts';
import { planObject } from './plan.ts';

/** A price as items embed it: JSON of the price and of its legacy plan. */
export interface EmbeddedPrice {
  price: string;
  plan: string;
}

const MAX_EMBEDDED = 20_000;

/** Stripe's API cannot delete a price, its dashboard can (one that was never used): for tests of that. */
export class Prices extends Resource<Price> {
  readonly #productOf: (index: number) => number;
  readonly #embedded = new Map<number, EmbeddedPrice>();
  #embeddedVersion = 0;

  constructor(context: ResourceContext) {
    super(context, priceRenderer(context.world));
    this.#productOf = priceProducts(context.world);
    context
      .resource(products)
      .refuseDelete((product) =>
        this.existFor(product)
          ? invalid('This product cannot be deleted because it has one or more user-created prices.')
          : undefined,
      );
  }

  existFor(product: string): boolean {
    const { ids } = this.context.world.of('products');
    for (const met of older(this.collection)) {
      const owner = met.object?.product ?? ids.encode(this.#productOf(met.index!));
      if (owner === product) return true;
    }
    return false;
  }

  /** Generated price `index` and its plan as they are now: Stripe shows a changed price in all objects that embed it. */
  embedded(index: number): EmbeddedPrice {
    if (this.#embeddedVersion !== this.collection.version || this.#embedded.size > MAX_EMBEDDED) {
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

  /** A price of one object's own (`price_data`): no list shows it. */
  createInline(fields: Fields): Price {
    const price = this.create({ ...fields, active: false }, { silent: true });
    this.hidden.add(price.id);
    return price;
  }

  protected override complete(shown: Price): Price {
    return withAmounts(shown, this.collection.get(shown.id) ?? {});
  }

  protected override onWire(price: Price): Price {
    return withoutAmounts(price);
  }

  protected override build(id: string, fields: Fields): Price {
    const { unit_amount: amount, recurring } = fields;
    return priceObject({
      ...this.base(id),
      currency: 'usd',
      product: '',
      unit_amount_decimal: typeof amount === 'number' ? String(amount) : null,
      ...trusted<Partial<Price>>(merge({}, fields)),
      ...(recurring !== undefined && { recurring: recurringOf(recurring) }),
    });
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
