import { fieldsOf, trusted } from '../objects/json.ts';
import { invalid } from '../http/stripe-error.ts';
import { productObject, type Product } from '../objects/product.ts';
import { previousAttributes } from '../objects/event.ts';
import type { Fields } from '../objects/wire.ts';
import type { Collection } from '../store/collection.ts';
import type { MutationOptions } from './event-log.ts';
import { merge } from './merge.ts';
import { Resource, type Surroundings } from './resource.ts';
import type { Prices } from './prices.ts';

export class Products extends Resource<Product> {
  override readonly noun = 'product';
  readonly #prices: Prices;

  constructor(collection: Collection<Product>, around: Surroundings, prices: Prices) {
    super(collection, around);
    this.#prices = prices;
  }

  /** `fields.id` chooses the id, as Stripe allows for products. */
  create(fields: Fields = {}, options: MutationOptions = {}): Product {
    const { default_price_data: defaultPrice, ...given } = fields;
    const id = this.collection.nextId();
    if (typeof given['id'] === 'string' && this.collection.has(given['id']))
      throw invalid('Product already exists.', { code: 'resource_already_exists', param: 'id' });
    const now = this.around.clock.seconds();
    const product = productObject({
      id,
      created: now,
      updated: now,
      livemode: this.around.livemode,
      name: 'Product',
      ...trusted<Partial<Product>>(merge({}, given)),
    });
    this.collection.insert(product);
    this.around.events.record('product.created', product, options);
    if (!defaultPrice) return structuredClone(product);
    const price = this.#prices.create({ ...fieldsOf(defaultPrice), product: product.id }, options);
    return this.update(product.id, { default_price: price.id }, options);
  }

  update(id: string, patch: Fields, options: MutationOptions = {}): Product {
    const before = this.stored(id);
    const after = merge(before, patch);
    if (!previousAttributes(before, after)) return before;
    if (patch['updated'] === undefined) after.updated = this.around.clock.seconds();
    this.collection.replace(after);
    this.around.events.record('product.updated', after, options, before);
    return structuredClone(after);
  }

  /**
   * Refused while the product has prices. Unlike a deleted customer a deleted product cannot be retrieved any more
   * ("unlike other objects, deleted customers can still be retrieved", docs.stripe.com/api/customers/delete).
   */
  delete(id: string, options: MutationOptions = {}) {
    const product = this.stored(id);
    if (this.#prices.existFor(id))
      throw invalid('This product cannot be deleted because it has one or more user-created prices.');
    this.collection.remove(id);
    this.around.events.record('product.deleted', product, options);
    return { id, object: 'product' as const, deleted: true as const };
  }
}
