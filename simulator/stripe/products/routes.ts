import type { Fields } from '../../core/json.ts';
import { change, routesOf, type Call, type Filter, type Routes } from '../entity/routes.ts';
import { required, texts, type Params } from '../wire/params.ts';
import { invalid } from '../wire/stripe-error.ts';
import { productIsActive } from './generate.ts';
import type { Product } from './object.ts';
import { PRICE_PARAMS } from './price-params.ts';
import type { Products } from './resource.ts';

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

function filter({ resource, context }: Call<Products>, values: Fields): Filter<Product> {
  const { active, shippable, type, url } = values;
  const ids = texts(values, 'ids');
  if (ids && (values['starting_after'] ?? values['ending_before']))
    throw invalid('You may only specify one of these parameters: ids, starting_after.', { param: 'ids' });
  const wanted = ids && new Set(ids);
  return {
    matchesIndex: (index) =>
      (!wanted || wanted.has(resource.idAt(index))) &&
      (active === undefined || productIsActive(context.world, index) === active) &&
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

export const productRoutes: Routes<Products> = {
  ...routesOf<Product, Products>({ list: LIST, create: CREATE, update: UPDATE }, filter),
  create: change(CREATE, ({ resource, options }, values) => {
    required(values, 'name');
    return resource.create(values, options);
  }),
};
