import type { Account } from '../account.ts';
import { productIsActive } from '../generate/products.ts';
import { required, texts, type Params } from '../http/params.ts';
import { invalid } from '../http/stripe-error.ts';
import type { Product } from '../objects/product.ts';
import type { Fields } from '../objects/wire.ts';
import { PRICE_PARAMS } from './prices.ts';
import { change, listOf, retrieveOf, type Filter, type Routes } from './route.ts';

const UPDATE: Params = {
  active: 'boolean',
  default_price: 'string',
  description: 'string',
  images: { array: 'string' },
  marketing_features: { array: { hash: { name: 'string' } } },
  metadata: 'metadata',
  name: 'string',
  package_dimensions: { hash: { height: 'integer', length: 'integer', weight: 'integer', width: 'integer' } },
  shippable: 'boolean',
  statement_descriptor: 'string',
  tax_code: 'string',
  tax_details: 'ignored',
  unit_label: 'string',
  url: 'string',
};
const { product: _product, product_data: _data, ...defaultPrice } = PRICE_PARAMS;
const { default_price: _price, ...given } = UPDATE;
const CREATE: Params = { ...given, default_price_data: { hash: defaultPrice }, id: 'string', type: 'string' };

const LIST: Params = {
  active: 'boolean',
  created: { range: true },
  ids: { array: 'string' },
  shippable: 'boolean',
  type: 'string',
  url: 'string',
};

function filter({ world, products }: Account, values: Fields): Filter<Product> {
  const { active, shippable, type, url } = values;
  const ids = texts(values, 'ids');
  if (ids && (values['starting_after'] ?? values['ending_before']))
    throw invalid('You may only specify one of these parameters: ids, starting_after.', { param: 'ids' });
  const wanted = ids && new Set(ids);
  return {
    matchesIndex: (index) =>
      (!wanted || wanted.has(products.idAt(index))) &&
      (active === undefined || productIsActive(world, index) === active) &&
      // Generated products are services without shipping and URL.
      (shippable === undefined || shippable === false) &&
      (type === undefined || type === 'service') &&
      url === undefined,
    matchesObject: (product) =>
      (!wanted || wanted.has(product.id)) &&
      (active === undefined || product.active === active) &&
      (shippable === undefined || (product.shippable ?? false) === shippable) &&
      (type === undefined || product.type === type) &&
      (url === undefined || product.url === url),
  };
}

const pick = (account: Account) => account.products;

export const productRoutes: Routes = {
  list: listOf('/v1/products', 'product', pick, LIST, filter),
  create: change('product', CREATE, (account, values, _, options) => {
    required(values, 'name');
    return account.products.create(values, options);
  }),
  retrieve: retrieveOf('product', pick),
  update: change('product', UPDATE, (account, values, id, options) =>
    account.products.update(id, values, options),
  ),
  delete: change('product', {}, (account, _, id, options) => account.products.delete(id, options)),
};
