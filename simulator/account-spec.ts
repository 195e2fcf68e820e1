import type { DeliveriesSpec } from './deliveries/deliveries-spec.ts';
import type { LimitsSpec } from './rate-limit.ts';
import type { LatencySpec } from './latency.ts';
import type { KeySpec } from './key-ring.ts';
import { seedOf } from './generate/seed.ts';

/** What an account is like. Equal seeds and sizes give equal objects with equal ids, whatever the account's id is. */
export interface AccountSpec {
  /** `acct_…`; made from the seed when absent. */
  id?: string;
  /** API keys; one test key made from the account's id when absent. */
  keys?: readonly (string | KeySpec)[];
  seed?: string | number;
  name?: string;
  country?: string;
  /** The account's default API version, written on events; the pinned one unless given. */
  apiVersion?: string;
  customers?: number;
  products?: number;
  prices?: number;
  subscriptions?: number;
  /** Share of subscriptions that a list hides by default: canceled, every tenth of them incomplete_expired. */
  cancelledShare?: number;
  /** Every n-th subscription has `manyItems` items (default 30) instead of one. */
  manyItemsEvery?: number;
  manyItems?: number;
  /** Least size of an object's JSON; by default about 1,000 for customers and 3,800 for subscriptions. */
  objectBytes?: { customers?: number; products?: number; prices?: number; subscriptions?: number };
  /** Unix seconds of the oldest and newest generated object; the last three years unless given. */
  createdFrom?: number;
  createdTo?: number;
  /** So many neighbours share one `created` second (default 1: they share one only where they must). */
  perSecond?: number;
  /** An import: this share of every kind was created within `seconds` from `at` (unix seconds) on. */
  burst?: { share: number; at: number; seconds: number };
  /** Stripe's limits by the key's mode unless given; `'off'` for none. */
  limits?: LimitsSpec | 'off';
  latency?: LatencySpec;
  /** Stripe caps endpoints at 16 in test mode. */
  webhookEndpointCap?: number;
  /** How events reach the webhook endpoints; at once and without fail unless given. */
  deliveries?: DeliveriesSpec;
}

/** The numbers an account's objects are generated from. */
export interface GenerationSpec {
  seed: number;
  livemode: boolean;
  customers: number;
  products: number;
  prices: number;
  subscriptions: number;
  cancelledShare: number;
  manyItemsEvery: number;
  manyItems: number;
  objectBytes: { customers: number; products: number; prices: number; subscriptions: number };
  createdFrom: number;
  createdTo: number;
  perSecond: number;
  burst?: { share: number; at: number; seconds: number };
}

const THREE_YEARS = 3 * 365 * 86_400;

/** Fills in the defaults; throws when subscriptions have nothing to refer to. `now` in milliseconds. */
export function generationOf(spec: AccountSpec, livemode: boolean, now: number): GenerationSpec {
  const { customers = 0, products = 0, prices = 0, subscriptions = 0 } = spec;
  if (subscriptions > 0 && !(customers && prices))
    throw new Error('Subscriptions need customers and prices.');
  if (prices > 0 && !products) throw new Error('Prices need products.');
  const createdTo = spec.createdTo ?? Math.floor(now / 1000);
  return {
    seed: seedOf(spec.seed ?? 1),
    livemode,
    customers,
    products,
    prices,
    subscriptions,
    cancelledShare: spec.cancelledShare ?? 0,
    manyItemsEvery: spec.manyItemsEvery ?? 0,
    manyItems: spec.manyItems ?? 30,
    objectBytes: { customers: 1_000, products: 0, prices: 0, subscriptions: 3_800, ...spec.objectBytes },
    createdFrom: spec.createdFrom ?? createdTo - THREE_YEARS,
    createdTo,
    perSecond: spec.perSecond ?? 1,
    ...(spec.burst && { burst: spec.burst }),
  };
}
