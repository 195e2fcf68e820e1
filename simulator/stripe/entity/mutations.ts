import type { Fields } from '../../core/json.ts';
import type { Collection, StoredObject } from '../../core/store/collection.ts';
import type { ResourceContext } from './context.ts';
import type { MutationOptions } from './event-log.ts';

/** One random change in the making. */
export interface Draft<R> {
  resource: R;
  context: ResourceContext;
  /** Never repeats in an account, so that a field with it always differs from the value before. */
  revision: number;
  /** The next random number in [0, 1); all randomness of a change comes from it. */
  random: () => number;
  options: MutationOptions;
  /** Also change prices that subscriptions embed. */
  embeddedPrices: boolean;
  /** A random living object's id, of those that fit. */
  pick: <T extends StoredObject>(
    from: { collection: Collection<T> },
    fits?: (object: T) => boolean,
  ) => string | undefined;
  /** The entity that needs one before it can create its own, if any. */
  neededBy: string | undefined;
  /** Creates one of another entity, which this one needs; returns that entity's name. */
  createInstead: (entity: string) => string;
}

/** How an entity's objects change at random, as Stripe would allow. */
export interface Mutations<R> {
  /** Creates one, or what it needs first; returns the name of the entity of which one was created. */
  create(draft: Draft<R>): string;
  /** Id of an object that can be updated, and of one that can be deleted. */
  pickToUpdate(draft: Draft<R>): string | undefined;
  pickToDelete(draft: Draft<R>): string | undefined;
  /** A patch that changes something. */
  edit(draft: Draft<R>, id: string): Fields;
}

/** One of these patches at random. */
export const oneOf = (edits: readonly (() => Fields)[], random: () => number): Fields =>
  edits[Math.floor(random() * edits.length)]!();

export const metadataEdit = (revision: number): Fields => ({ metadata: { revision: String(revision) } });
