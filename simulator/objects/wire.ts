import type Stripe from 'stripe';

type Plain = string | number | boolean | null | undefined;

/** An SDK type as it is on the wire: the SDK turns decimals into objects, Stripe sends strings. */
export type Wire<T> = T extends Plain
  ? T
  : T extends Stripe.Decimal
    ? string
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

/** What every stored object has. */
export interface StripeObject {
  id: string;
  object: string;
  created: number;
}

/** An object of which only names of fields are known: parameters, patches, parsed JSON. */
export type Fields = Record<string, unknown>;

export const API_VERSION = '2026-10-28.endive';
