import type { ResourceContext, EntityFacts } from './context.ts';
import type { Expansions } from './expansions.ts';
import type { Mutations } from './mutations.ts';
import type { Answer, Call, Routes } from './routes.ts';
import type { IdShape } from './world.ts';
import type { Permission } from '../wire/key-ring.ts';

/** A list below an object. */
export interface NestedRoute<R> {
  list(call: Call<R>): Answer;
}

/** Objects that Stripe lists below one of another entity only. */
export interface BelowParent {
  /** Their field that names it, and its entity. */
  readonly field: string;
  readonly entity: string;
  /** The last segment of the list's URL. */
  readonly list: string;
  /** What becomes of them if it is deleted; neither is told. */
  readonly whenGone: 'deleted' | 'detached';
}

/** One kind of object in full: its names, how it is made, served and changed. `R` is its resource. */
export interface Entity<R = unknown> {
  /** In the control API and in account specs. */
  readonly name: string;
  /** The objects' `object`. */
  readonly object: string;
  /** Below `/v1/`, one or two segments; the name unless given. */
  readonly path?: string;
  /** Before `.created`, `.updated` and `.deleted` in event types; the object unless given. */
  readonly event?: string;
  readonly ids: IdShape;
  /** Stripe's names of the permission in its 403: `['Customers', 'customer']`. */
  readonly permission: Permission;
  /** The expandable fields of its objects. */
  readonly expand?: Expansions;
  /** Set if an account spec may ask for generated ones: the default size of their JSON, the entities they refer to. */
  readonly generated?: { readonly bytes: number; readonly needs?: readonly string[] };
  make(context: ResourceContext): R;
  readonly routes: Routes<R>;
  /** Its lists below an object, by their last segment. */
  readonly nested?: Readonly<Record<string, NestedRoute<R>>>;
  /** Set if its objects are listed below those of another entity only. */
  readonly below?: BelowParent;
  /** Set if `mutate` may change it. */
  readonly mutations?: Mutations<R>;
}

export const factsOf = (entity: Entity): EntityFacts => ({
  name: entity.name,
  path: entity.path ?? entity.name,
  object: entity.object,
  noun: entity.object.replaceAll('_', ' '),
  event: entity.event ?? entity.object,
  expand: entity.expand ?? {},
});
