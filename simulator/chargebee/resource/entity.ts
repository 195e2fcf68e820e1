import type { Fields } from '../../core/json.ts';
import type { FilterKind } from '../list/filters.ts';

/** An object on the wire; all but its id is the entity's own matter. */
export type ChargebeeObject = Fields & { id: string };

/** The site as its entities see it. */
export interface Surroundings {
  readonly catalog: 'v1' | 'v2';
  /** Living objects of another entity, the oldest first. */
  all(entity: string): Iterable<ChargebeeObject>;
  find(entity: string, id: string): ChargebeeObject | undefined;
  /** How many objects of an entity the site's spec asks for. */
  size(entity: string): number;
  /** The id of generated object `index` of an entity. */
  idAt(entity: string, index: number): string;
  delete(entity: string, id: string, options: ChangeOptions): void;
}

export interface ChangeOptions {
  /** Without an event. */
  silent?: boolean;
  /** Without a delivery, though with an event: `chargebee-event-webhook: all-disabled`. */
  undelivered?: boolean;
  /** Under the same `resource_version`, as some computed fields may change. */
  sameVersion?: boolean;
}

export interface EventTypes {
  readonly created: string;
  updated(before: ChargebeeObject, after: ChargebeeObject): string;
  readonly deleted: string;
}

/** One kind of object in full: its names, its list, how it is made and how it ends. */
export interface ChargebeeEntity {
  /** Below `/api/v2/`, in the control API and in site specs: `item_prices`. */
  readonly name: string;
  /** The wrapper around each object, and its `object`: `item_price`. */
  readonly object: string;
  /** Its list is refused by sites of the other catalog. Absent: both have it. */
  readonly catalog?: 'v1' | 'v2';
  readonly filters: Readonly<Record<string, FilterKind>>;
  readonly sort: readonly string[];
  /** Has `resource_version` and `updated_at`. */
  readonly versioned: boolean;
  /** The field with the second in which it was made; absent: it has none. */
  readonly created?: string;
  /**
   * A deleted object is `marked` and hidden unless `include_deleted` or a filter for its status asks for it, or is `removed`
   * for good. Chargebee's answer to GET of one is 404 either way.
   */
  readonly deletion: 'marked' | 'removed';
  /** A list's `include_deleted` has an effect. */
  readonly includesDeleted: boolean;
  /** Its `status` says deleted too. */
  readonly endsByStatus?: true;
  /** Absent: nothing tells of its changes. */
  readonly events?: EventTypes;
  /** The id of generated object `index`, if merchants choose them. */
  id?(index: number): string;
  /** A whole object from what a caller gives. */
  build(given: ChargebeeObject, site: Surroundings): ChargebeeObject;
  /** What generated object `index` differs in. */
  generate?(index: number, site: Surroundings): Fields;
  /** How many of its line items it shows at once. */
  readonly lineItemsShown?: number;
  /** Objects beside it in each element of a list, in GET and in events, by their wrappers. */
  beside?(object: ChargebeeObject, site: Surroundings): Fields;
  /** Called before it is deleted: throws, deletes what goes with it, or says that it is archived instead. */
  beforeDelete?(object: ChargebeeObject, site: Surroundings, options: ChangeOptions): 'archived' | void;
  /** A patch that changes something, for random changes; absent: those leave it alone. */
  edit?(revision: number, random: () => number, object: ChargebeeObject): Fields;
}
