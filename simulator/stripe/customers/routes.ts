import type { Fields } from '../../core/json.ts';
import { retrieve, routesOf, type Call, type Filter, type Routes } from '../entity/routes.ts';
import type { Params } from '../wire/params.ts';
import { customerEmail } from './generate.ts';
import type { Customer } from './object.ts';
import type { Customers } from './resource.ts';

const ADDRESS: Params = {
  city: 'string',
  country: 'string',
  line1: 'string',
  line2: 'string',
  postal_code: 'string',
  state: 'string',
};

/** Parameters for payment methods and taxes, which the simulator does not have, are accepted and dropped. */
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
  test_clock: 'string',
};

const LIST: Params = { created: { range: true }, email: 'string', test_clock: 'string' };

/** A list shows a test clock's customers only if it is asked for them. */
function filter({ context }: Call<Customers>, { email, test_clock: clock = null }: Fields): Filter<Customer> {
  return {
    matchesIndex: (index) =>
      clock === null && (email === undefined || customerEmail(context.world, index) === email),
    matchesObject: (customer) =>
      customer.test_clock === clock && (email === undefined || customer.email === email),
  };
}

export const customerRoutes: Routes<Customers> = {
  ...routesOf<Customer, Customers>({ list: LIST, create: CREATE, update: UPDATE }, filter),
  /** A deleted customer is still answered, as a stub with status 200. */
  retrieve(call) {
    const { resource, id } = call;
    if (!resource.collection.wasDeleted(id)) return retrieve(call);
    return { json: JSON.stringify(resource.stub(id)), objects: 1 };
  },
};
