import { fieldsOf, parse } from '../objects/json.ts';
import { texts } from './params.ts';
import type { Account } from '../account.ts';
import { nestedItems } from '../objects/subscription.ts';
import type { Fields } from '../objects/wire.ts';
import { invalid } from './stripe-error.ts';

/** How a field is expanded: looked up by its id, always null here, or already there and only passed through. */
type Expansion =
  | { as: string; find: (account: Account, id: string) => unknown }
  | 'null'
  | { through: string };

const customer: Expansion = {
  as: 'customer',
  find: (account, id) =>
    account.customers.find(id) ??
    (account.customers.collection.wasDeleted(id) ? { id, object: 'customer', deleted: true } : id),
};
const product: Expansion = {
  as: 'product',
  find: (account, id) => account.products.find(id) ?? { id, object: 'product', deleted: true },
};
const price: Expansion = { as: 'price', find: (account, id) => account.prices.find(id) ?? id };

/** What can be expanded in each object. The simulator has none of the objects behind the nulls. */
const EXPANSIONS: Record<string, Record<string, Expansion>> = {
  customer: {
    default_source: 'null',
    test_clock: 'null',
    discount: 'null',
    subscriptions: 'null',
    tax: 'null',
  },
  product: { default_price: price, tax_code: 'null' },
  price: { product, tiers: 'null', currency_options: 'null' },
  plan: { product, tiers: 'null' },
  subscription: {
    customer,
    items: { through: 'item_list' },
    application: 'null',
    default_payment_method: 'null',
    default_source: 'null',
    latest_invoice: 'null',
    pending_setup_intent: 'null',
    schedule: 'null',
    test_clock: 'null',
    on_behalf_of: 'null',
    discounts: 'null',
  },
  item_list: { data: { through: 'subscription_item' } },
  subscription_item: { price: { through: 'price' }, plan: { through: 'plan' }, discounts: 'null' },
};

/** Expands in place; throws Stripe's 400 for what cannot be expanded. */
export function expand(
  account: Account,
  kind: string,
  object: Fields,
  path: readonly string[],
  whole: string,
): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const expansion = EXPANSIONS[kind]?.[name];
  if (!expansion) throw cannot(whole);
  if (expansion === 'null') return;
  const value = object[name];
  if ('through' in expansion) {
    for (const inner of Array.isArray(value) ? value : [value])
      expand(account, expansion.through, fieldsOf(inner), rest, whole);
    return;
  }
  if (typeof value === 'string') object[name] = expansion.find(account, value);
  const found = object[name];
  if (typeof found === 'object' && found !== null)
    expand(account, expansion.as, fieldsOf(found), rest, whole);
}

const MOST_LEVELS = 4;
const cannot = (path: string, hint = '') => invalid(`This property cannot be expanded (${path}).${hint}`);

/** The paths of `expand[]`, below `data` for a list. */
function pathsOf(values: Fields, inList: boolean): string[][] {
  return (texts(values, 'expand') ?? []).map((whole) => {
    const path = whole.split('.');
    if (path.length > MOST_LEVELS)
      throw invalid(`You cannot expand more than ${MOST_LEVELS} levels of a property: ${whole}`);
    if (!inList) return path;
    if (path[0] !== 'data') throw cannot(whole, ` You may want to try expanding 'data.${whole}' instead.`);
    if (path.length === 1) throw cannot(whole);
    return path.slice(1);
  });
}

/** JSON texts of objects of one kind, expanded as the request asks; untouched when it asks for nothing. */
export function expandAll(
  account: Account,
  kind: string,
  found: string[],
  values: Fields,
  inList: boolean,
): string[] {
  const paths = pathsOf(values, inList);
  if (paths.length === 0) return found;
  // An unknown path is refused even when the list is empty.
  for (const path of paths) expand(account, kind, blank(kind), path, path.join('.'));
  return found.map((text) => {
    const object = parse<Fields>(text);
    for (const path of paths) expand(account, kind, object, path, path.join('.'));
    return JSON.stringify(object);
  });
}

const blank = (kind: string): Fields =>
  kind === 'subscription' ? { items: nestedItems('', [{ price: {}, plan: {} }]) } : { price: {}, plan: {} };
