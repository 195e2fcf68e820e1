import type Stripe from 'stripe';
import type { Wire } from '../wire/wire.ts';

export type Price = Wire<Stripe.Price>;

type Given = 'id' | 'created' | 'livemode' | 'currency' | 'product';

export function priceObject(fields: Pick<Price, Given> & Partial<Price>): Price {
  const { id, ...rest } = fields;
  return {
    id,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    custom_unit_amount: null,
    lookup_key: null,
    metadata: {},
    nickname: null,
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: fields.recurring ? 'recurring' : 'one_time',
    unit_amount: null,
    unit_amount_decimal: null,
    ...rest,
  };
}
