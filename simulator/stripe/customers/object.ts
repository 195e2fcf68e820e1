import type Stripe from 'stripe';
import type { Wire } from '../wire/wire.ts';

export type Customer = Wire<Stripe.Customer>;

type Given = 'id' | 'created' | 'livemode' | 'invoice_prefix';

/** A customer of the pinned API version; what is not given is as Stripe creates it. */
export function customerObject(fields: Pick<Customer, Given> & Partial<Customer>): Customer {
  const { id, ...rest } = fields;
  return {
    id,
    object: 'customer',
    address: null,
    balance: 0,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
    ...rest,
  };
}
