/**
 * How a field is expanded: looked up in the entity of this name; always null here (the simulator has no such objects); or
 * there already, and only what is inside it can be expanded.
 */
export type Expansion = string | null | { inside: Expansions };

/** The expandable fields of an object. */
export interface Expansions {
  readonly [field: string]: Expansion;
}
