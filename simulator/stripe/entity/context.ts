import type { Clock } from '../../core/clock.ts';
import type { Fields } from '../../core/json.ts';
import type { Collection } from '../../core/store/collection.ts';
import type { StripeObject } from '../wire/wire.ts';
import type { EventLog, MutationOptions } from './event-log.ts';
import type { Expansions } from './expansions.ts';
import type { World } from './world.ts';

/** An entity by the names that Stripe gives it, and what of its objects can be expanded. */
export interface EntityFacts {
  /** In the control API and in account specs: `subscription_items`. */
  name: string;
  /** Below `/v1/`: `subscription_items`. */
  path: string;
  /** The objects' `object`: `subscription_item`. */
  object: string;
  /** In messages, as in `No such subscription item: 'si_…'`. */
  noun: string;
  /** Before `.created`, `.updated` and `.deleted` in event types. */
  event: string;
  expand: Expansions;
}

/** Another entity's resource, known by its name only. */
export interface NamedResource {
  readonly facts: EntityFacts;
  readonly collection: Collection<StripeObject>;
  find(id: string): StripeObject | undefined;
  retrieve(id: string, param?: string): StripeObject;
  all(): Generator<StripeObject>;
  /** The object in place of its id, as `expand` shows it. */
  expanded(id: string): unknown;
  create(fields?: Fields, options?: MutationOptions): StripeObject;
  update(id: string, patch: Fields, options?: MutationOptions): StripeObject;
  delete(id: string, options?: MutationOptions): object;
}

/** Finds another entity's resource: typed by its definition, or by its name if importing the definition would be a circle. */
export interface FindResource {
  <R>(entity: { readonly name: string; make(context: ResourceContext): R }): R;
  (name: string): NamedResource;
}

/** The parts of its account that an entity's resource and routes use. */
export interface ResourceContext {
  facts: EntityFacts;
  clock: Clock;
  events: EventLog;
  livemode: boolean;
  world: World;
  resource: FindResource;
}
