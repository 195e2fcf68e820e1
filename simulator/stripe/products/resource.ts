import { fieldsOf, trusted, type Fields } from '../../core/json.ts';
import type { ResourceContext } from '../entity/context.ts';
import { previousAttributes } from '../entity/event.ts';
import type { MutationOptions } from '../entity/event-log.ts';
import { Resource } from '../entity/resource.ts';
import { merge } from '../wire/merge.ts';
import { productRenderer } from './generate.ts';
import { productObject, type Product } from './object.ts';

/**
 * Unlike a deleted customer a deleted product cannot be retrieved any more ("unlike other objects, deleted customers can
 * still be retrieved", docs.stripe.com/api/customers/delete).
 */
export class Products extends Resource<Product> {
  constructor(context: ResourceContext) {
    super(context, productRenderer(context.world));
  }

  /** `fields.id` chooses the id, as Stripe allows for products; `default_price_data` creates a price too. */
  override create(fields: Fields = {}, options: MutationOptions = {}): Product {
    const { default_price_data: defaultPrice, ...given } = fields;
    const product = super.create(given, options);
    if (!defaultPrice) return product;
    const prices = this.context.resource('prices');
    const price = prices.create({ ...fieldsOf(defaultPrice), product: product.id }, options);
    return this.update(product.id, { default_price: price.id }, options);
  }

  override expanded(id: string): unknown {
    return this.find(id) ?? { id, object: 'product', deleted: true };
  }

  protected override build(id: string, fields: Fields): Product {
    const base = this.base(id);
    return productObject({
      ...base,
      updated: base.created,
      name: 'Product',
      ...trusted<Partial<Product>>(merge({}, fields)),
    });
  }

  protected override changed(before: Product, patch: Fields): Product {
    const after = merge(before, patch);
    if (patch['updated'] === undefined && previousAttributes(before, after))
      after.updated = this.context.clock.seconds();
    return after;
  }
}
