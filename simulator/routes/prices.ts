import { fieldsOf } from '../objects/json.ts';
import type { Account } from '../account.ts';
import { priceInterval, priceIsActive, priceProduct } from '../generate/prices.ts';
import { required, text, texts, type Params } from '../http/params.ts';
import { missing } from '../http/stripe-error.ts';
import type { Price } from '../objects/price.ts';
import type { Fields } from '../objects/wire.ts';
import { change, listOf, retrieveOf, type Filter, type Routes } from './route.ts';

const UPDATE: Params = {
  active: 'boolean',
  currency_options: 'ignored',
  lookup_key: 'string',
  metadata: 'metadata',
  nickname: 'string',
  tax_behavior: 'string',
  transfer_lookup_key: 'ignored',
};

/** Tiers and currency options are accepted and dropped: lists do not show them either. */
export const PRICE_PARAMS: Params = {
  ...UPDATE,
  billing_scheme: 'string',
  currency: 'string',
  custom_unit_amount: 'ignored',
  product: 'string',
  product_data: {
    hash: { name: 'string', active: 'boolean', id: 'string', metadata: 'metadata', unit_label: 'string' },
  },
  recurring: {
    hash: {
      interval: 'string',
      interval_count: 'integer',
      meter: 'string',
      trial_period_days: 'integer',
      usage_type: 'string',
    },
  },
  tiers: 'ignored',
  tiers_mode: 'string',
  transform_quantity: { hash: { divide_by: 'integer', round: 'string' } },
  unit_amount: 'integer',
  unit_amount_decimal: 'string',
};

const LIST: Params = {
  active: 'boolean',
  created: { range: true },
  currency: 'string',
  lookup_keys: { array: 'string' },
  product: 'string',
  recurring: { hash: { interval: 'string', meter: 'string', usage_type: 'string' } },
  type: 'string',
};

function filter({ world }: Account, values: Fields): Filter<Price> {
  const { active, currency, type } = values;
  const product = text(values, 'product');
  const { interval, meter, usage_type: usage } = fieldsOf(values['recurring']);
  const lookupKeys = texts(values, 'lookup_keys');
  const keys = lookupKeys && new Set(lookupKeys);
  const ids = world.ids.products;
  const owner = product === undefined ? undefined : ids.decode(product);
  return {
    matchesIndex: (index) =>
      (product === undefined || priceProduct(world, index) === owner) &&
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

function create(
  account: Account,
  values: Fields,
  options: Parameters<Account['prices']['create']>[1],
): Price {
  const { product_data: productData, ...given } = values;
  required(given, 'currency');
  if (productData) given['product'] = account.products.create(fieldsOf(productData), options).id;
  required(given, 'product');
  const product = text(given, 'product') ?? '';
  if (!account.products.collection.has(product)) throw missing('product', product, 'product');
  return account.prices.create(given, options);
}

const pick = (account: Account) => account.prices;

/** The API cannot delete a price. */
export const priceRoutes: Routes = {
  list: listOf('/v1/prices', 'price', pick, LIST, filter),
  create: change('price', PRICE_PARAMS, (account, values, _, options) => create(account, values, options)),
  retrieve: retrieveOf('price', pick),
  update: change('price', UPDATE, (account, values, id, options) =>
    account.prices.update(id, values, options),
  ),
};
