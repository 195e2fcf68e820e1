import type Stripe from 'stripe';
import type { EntityMapping } from '../../domain/entity-mapping.ts';

export interface StripeListParams {
  limit: number;
  starting_after?: string;
  created?: { gte?: number; lt?: number };
}

/** An object of Stripe's, as far as this service looks into it. */
export interface StripeObject {
  id: string;
  created: number;
  deleted?: boolean;
}

/** One entity of Stripe's: how it is listed, read and mapped. Adding one is adding a file like this. */
export interface StripeEntity {
  readonly mapping: EntityMapping;
  /** As Stripe's rate limits count it. */
  readonly endpoint: string;
  list(stripe: Stripe, params: StripeListParams): Promise<object>;
  retrieve(stripe: Stripe, id: string): Promise<object>;
  /** The events that tell of a change of such an object. */
  readonly eventTypes: readonly Stripe.Event['type'][];
}
