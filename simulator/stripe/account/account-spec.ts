import type { DeliveriesSpec } from '../../core/deliveries/deliveries-spec.ts';
import { seedOf } from '../../core/generate/seed.ts';
import type { LatencySpec } from '../../core/latency.ts';
import type { LimitsSpec } from '../../core/rate-limit.ts';
import type { stripeEntities } from '../entities.ts';
import type { Entity } from '../entity/entity.ts';
import type { GenerationSpec } from '../entity/world.ts';
import type { KeySpec } from '../wire/key-ring.ts';

/** Entities whose objects can be generated. */
export type GeneratedEntity = Extract<(typeof stripeEntities)[number], { generated: object }>['name'];

/**
 * What an account is like; `customers: 1_000` and so on say how many objects of each entity are generated. Equal seeds and
 * sizes give equal objects with equal ids, in every account.
 */
export interface AccountSpec extends Partial<Record<GeneratedEntity, number>> {
  /** `acct_…`; made from the seed if absent. */
  id?: string;
  /** API keys; one test key made from the account's id if absent. */
  keys?: readonly (string | KeySpec)[];
  seed?: string | number;
  name?: string;
  country?: string;
  /** The account's default API version, written on events; the pinned one unless given. */
  apiVersion?: string;
  /** As `customers`, `products` … above, by entity, for entities that a test adds. */
  sizes?: Readonly<Record<string, number>>;
  /** Share of subscriptions that a list hides by default: canceled, every tenth of them incomplete_expired. */
  cancelledShare?: number;
  /** Every n-th subscription has `manyItems` items (default 30) instead of one. */
  manyItemsEvery?: number;
  manyItems?: number;
  /** Least size of an object's JSON; by default about 1,000 for customers and 3,800 for subscriptions. */
  objectBytes?: Partial<Record<GeneratedEntity, number>>;
  /** Unix seconds of the oldest and newest generated object; the last three years unless given. */
  createdFrom?: number;
  createdTo?: number;
  /** This many neighbours share one `created` second. Default 1: they share a second only if there are too few seconds. */
  perSecond?: number;
  /** An import: this share of every kind was created within `seconds` from `at` (unix seconds) on. */
  burst?: { share: number; at: number; seconds: number };
  /** Fields whose whole numbers are written with a decimal place: `20.0`, as Stripe writes percentages. */
  decimals?: readonly string[];
  /** Stripe's limits by the key's mode unless given; `'off'` for none. */
  limits?: LimitsSpec | 'off';
  latency?: LatencySpec;
  /** Stripe caps endpoints at 16 in test mode. */
  webhookEndpointCap?: number;
  /** How events reach the webhook endpoints; default: at once, and none is lost. */
  deliveries?: DeliveriesSpec;
}

const THREE_YEARS = 3 * 365 * 86_400;

/** How many objects to generate of each entity; throws if an entity cannot be generated, or has nothing to refer to. */
function sizesOf(spec: AccountSpec, entities: readonly Entity[]): Record<string, number> {
  const asked = new Map<string, unknown>(Object.entries({ ...spec, ...spec.sizes }));
  const sizes = new Map<string, number>();
  for (const { name, generated } of entities) {
    const size = asked.get(name);
    if (typeof size !== 'number') continue;
    if (!generated) throw new Error(`The simulator does not generate ${name}: create them.`);
    sizes.set(name, size);
    const { needs = [] } = generated;
    const missing = size > 0 && needs.some((other) => !asked.get(other));
    if (missing) throw new Error(`An account with ${name} needs ${needs.join(' and ')} too.`);
  }
  return Object.fromEntries(sizes);
}

/** Fills in the defaults. `now` in milliseconds. */
export function generationOf(
  spec: AccountSpec,
  livemode: boolean,
  now: number,
  entities: readonly Entity[],
): GenerationSpec {
  const createdTo = spec.createdTo ?? Math.floor(now / 1000);
  const bytes = entities.map(({ name, generated }) => [name, generated?.bytes ?? 0] as const);
  return {
    seed: seedOf(spec.seed ?? 1),
    livemode,
    sizes: sizesOf(spec, entities),
    objectBytes: { ...Object.fromEntries(bytes), ...spec.objectBytes },
    cancelledShare: spec.cancelledShare ?? 0,
    manyItemsEvery: spec.manyItemsEvery ?? 0,
    manyItems: spec.manyItems ?? 30,
    createdFrom: spec.createdFrom ?? createdTo - THREE_YEARS,
    createdTo,
    perSecond: spec.perSecond ?? 1,
    ...(spec.burst && { burst: spec.burst }),
  };
}
