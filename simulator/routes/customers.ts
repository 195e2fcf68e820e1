import { customerEmail } from '../generate/customers.ts';
import type { Params } from '../http/params.ts';
import type { Account } from '../account.ts';
import type { Customer } from '../objects/customer.ts';
import type { Fields } from '../objects/wire.ts';
import { change, listOf, retrieveOf, type Filter, type Routes } from './route.ts';

const ADDRESS: Params = {
  city: 'string',
  country: 'string',
  line1: 'string',
  line2: 'string',
  postal_code: 'string',
  state: 'string',
};

/** Parameters for payment methods, taxes and test clocks, which the simulator does not have, are accepted and dropped. */
const UPDATE: Params = {
  address: { hash: ADDRESS },
  balance: 'integer',
  business_name: 'string',
  cash_balance: 'ignored',
  default_source: 'ignored',
  description: 'string',
  email: 'string',
  individual_name: 'string',
  invoice_prefix: 'string',
  invoice_settings: {
    hash: {
      custom_fields: 'ignored',
      default_payment_method: 'string',
      footer: 'string',
      rendering_options: 'ignored',
    },
  },
  metadata: 'metadata',
  name: 'string',
  next_invoice_sequence: 'integer',
  phone: 'string',
  preferred_locales: { array: 'string' },
  shipping: { hash: { address: { hash: ADDRESS }, name: 'string', phone: 'string' } },
  source: 'ignored',
  tax: 'ignored',
  tax_exempt: 'string',
  validate: 'ignored',
};
const CREATE: Params = {
  ...UPDATE,
  payment_method: 'ignored',
  tax_id_data: 'ignored',
  test_clock: 'ignored',
};

function filter({ world }: Account, { email }: Fields): Filter<Customer> {
  if (email === undefined) return {};
  return {
    matchesIndex: (index) => customerEmail(world, index) === email,
    matchesObject: (customer) => customer.email === email,
  };
}

const pick = (account: Account) => account.customers;

const retrieveLiving = retrieveOf('customer', pick);

export const customerRoutes: Routes = {
  list: listOf(
    '/v1/customers',
    'customer',
    pick,
    { created: { range: true }, email: 'string', test_clock: 'ignored' },
    filter,
  ),
  create: change('customer', CREATE, (account, values, _, options) =>
    account.customers.create(values, options),
  ),
  /** A deleted customer is still answered, as a stub with status 200. */
  retrieve: (call) =>
    pick(call.account).collection.wasDeleted(call.id)
      ? { json: JSON.stringify({ id: call.id, object: 'customer', deleted: true }), objects: 1 }
      : retrieveLiving(call),
  update: change('customer', UPDATE, (account, values, id, options) =>
    account.customers.update(id, values, options),
  ),
  delete: change('customer', {}, (account, _, id, options) => account.customers.delete(id, options)),
};
