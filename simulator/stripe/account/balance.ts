import type Stripe from 'stripe';
import type { Wire } from '../wire/wire.ts';

/** GET /v1/balance of an account that has taken no payment. */
export const balanceObject = (livemode: boolean): Wire<Stripe.Balance> => ({
  object: 'balance',
  available: [{ amount: 0, currency: 'usd', source_types: { card: 0 } }],
  livemode,
  pending: [{ amount: 0, currency: 'usd', source_types: { card: 0 } }],
});
