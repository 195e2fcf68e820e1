import { fieldsOf, type Fields } from '../../core/json.ts';
import { change, listOf, retrieve, type Call, type Filter, type Routes } from '../entity/routes.ts';
import { products } from '../products/entity.ts';
import { PRICE_PARAMS, PRICE_UPDATE } from '../products/price-params.ts';
import { required, text, texts, type Params } from '../wire/params.ts';
import { missing } from '../wire/stripe-error.ts';
import { priceInterval, priceIsActive, priceProducts } from './generate.ts';
import type { Price } from './object.ts';
import type { Prices } from './resource.ts';

const LIST: Params = {
  active: 'boolean',
  created: { range: true },
  currency: 'string',
  lookup_keys: { array: 'string' },
  product: 'string',
  recurring: { hash: { interval: 'string', meter: 'string', usage_type: 'string' } },
  type: 'string',
};

function filter({ context: { world } }: Call<Prices>, values: Fields): Filter<Price> {
  const { active, currency, type } = values;
  const product = text(values, 'product');
  const { interval, meter, usage_type: usage } = fieldsOf(values['recurring']);
  const lookupKeys = texts(values, 'lookup_keys');
  const keys = lookupKeys && new Set(lookupKeys);
  const owner = product === undefined ? undefined : world.of('products').ids.decode(product);
  const productOf = priceProducts(world);
  return {
    matchesIndex: (index) =>
      (product === undefined || productOf(index) === owner) &&
      (active === undefined || priceIsActive(world, index) === active) &&
      (currency === undefined || currency === 'usd') &&
      (type === undefined || type === (priceInterval(index) ? 'recurring' : 'one_time')) &&
      (interval === undefined || interval === priceInterval(index)) &&
      (usage === undefined || (usage === 'licensed' && priceInterval(index) !== undefined)) &&
      meter === undefined &&
      (!keys || keys.has(`standard_${index}`)),
    matchesObject: (price) =>
      (product === undefined || price.product === product) &&
      (active === undefined || price.active === active) &&
      (currency === undefined || price.currency === currency) &&
      (type === undefined || price.type === type) &&
      (interval === undefined || price.recurring?.interval === interval) &&
      (usage === undefined || price.recurring?.usage_type === usage) &&
      (meter === undefined || price.recurring?.meter === meter) &&
      (!keys || (price.lookup_key !== null && keys.has(price.lookup_key))),
  };
}

function create({ resource, context, options }: Call<Prices>, values: Fields): Price {
  const { product_data: productData, ...given } = values;
  const owners = context.resource(products);
  required(given, 'currency');
  if (productData) given['product'] = owners.create(fieldsOf(productData), options).id;
  required(given, 'product');
  const product = text(given, 'product') ?? '';
  if (!owners.collection.has(product)) throw missing('product', product, 'product');
  return resource.create(given, options);
}

/** The API cannot delete a price. */
export const priceRoutes: Routes<Prices> = {
  list: listOf<Price, Prices>(LIST, filter),
  create: change(PRICE_PARAMS, create),
  retrieve,
  update: change(PRICE_UPDATE, ({ resource, id, options }, values) => resource.update(id, values, options)),
};
