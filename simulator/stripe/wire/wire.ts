import type Stripe from 'stripe';
import type { StoredObject } from '../../core/store/collection.ts';

type Plain = string | number | boolean | null | undefined;

/** An SDK type as it is on the wire: the SDK turns decimals into objects, Stripe sends strings. */
export type Wire<T> = T extends Plain
  ? T
  : T extends Stripe.Decimal
    ? string
    : T extends object
      ? { [K in keyof T]: Wire<T[K]> }
      : T;

/** The fields of every stored object. */
export interface StripeObject extends StoredObject {
  object: string;
}

export const API_VERSION = '2026-10-28.endive';
