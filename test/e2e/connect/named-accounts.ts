import type { AccountSpec } from '../../../simulator/stripe/account/account-spec.ts';
import type { Account } from '../../../simulator/stripe/account/account.ts';
import type { Simulator } from '../../../simulator/simulator.ts';

/** Equal seeds give equal ids in every account. */
export const equalSizes: AccountSpec = {
  seed: 'equal',
  customers: 30,
  products: 3,
  prices: 5,
  subscriptions: 12,
};

/** An account with the ids of all others, and names of its own: an object that came from another one shows. */
export function namedAccount(simulator: Simulator, id: string, more: AccountSpec = {}): Account {
  const account = simulator.createAccount({ id, keys: [`sk_test_${id}`], ...equalSizes, ...more });
  const { customers, products } = account;
  for (const customer of customers.all()) customers.update(customer.id, { name: `${customer.id} of ${id}` });
  for (const product of products.all()) products.update(product.id, { name: `${product.id} of ${id}` });
  return account;
}
