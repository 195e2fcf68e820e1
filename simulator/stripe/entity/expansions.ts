import type { Fields } from '../../core/json.ts';

/** An entity as far as expanding needs it. */
interface ExpandedEntity {
  readonly facts: { readonly expand: Expansions };
  readonly collection: { get(id: string): object | undefined };
  /** The object in place of its id. */
  expanded(id: string): unknown;
}

/** Finds an entity of the account by its name. */
export type FindEntity = (entity: string) => ExpandedEntity;

/**
 * How a field is expanded: looked up in the entity of this name; always null here (the simulator has no such objects);
 * there already, and only what is inside it can be expanded; or left out unless it is asked for. `below`: the path that was
 * asked for inside the field.
 */
export type Expansion =
  | string
  | null
  | { inside: Expansions }
  | { include: (object: Fields, find: FindEntity, below: readonly string[]) => unknown };

/** The expandable fields of an object. */
export interface Expansions {
  readonly [field: string]: Expansion;
}
