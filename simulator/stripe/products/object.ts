import type Stripe from 'stripe';
import type { Wire } from '../wire/wire.ts';

export type Product = Wire<Stripe.Product>;

type Given = 'id' | 'created' | 'updated' | 'livemode' | 'name';

export function productObject(fields: Pick<Product, Given> & Partial<Product>): Product {
  const { id, ...rest } = fields;
  return {
    id,
    object: 'product',
    active: true,
    default_price: null,
    description: null,
    images: [],
    marketing_features: [],
    metadata: {},
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    url: null,
    ...rest,
  };
}
