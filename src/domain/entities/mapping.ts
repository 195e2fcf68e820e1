import type { EntityType } from './entities.ts';

/** A field of a provider's object: the names on the way down, joined by dots; positions in an array are numbers. */
export type FieldPath = string;

/**
 * How a column is read from a provider's object: a field, or what is made of fields. Plain data: Postgres evaluates it
 * (db/copies/typed-columns.ts), for one object as for all that are stored. A field that is missing reads as null.
 */
export type Reading = FieldPath | ReadingOf<string>;

/** What is made of fields. `Paths` are those that it reads, so that a mapping's types can check them. */
export type ReadingOf<Paths extends string> =
  /** The texts that there are, with one space between them; null if there is none. */
  | { readonly join: readonly (Paths | ReadingOf<Paths>)[] }
  /** The first that is not null. */
  | { readonly firstOf: readonly (Paths | ReadingOf<Paths>)[] }
  | { readonly lowerCase: Paths }
  /** A table of values, `otherwise` for all others and for a missing field. Flags are 'true' and 'false'. */
  | {
      readonly lookUp: Paths;
      readonly in: Readonly<Record<string, string>>;
      readonly otherwise: string | null;
    }
  /** `take`, if the field `when` has the value `is`; else null. */
  | { readonly when: Paths; readonly is: string; readonly take: Paths | ReadingOf<Paths> }
  /** A decimal in a currency's major units, in its smallest ones (ISO 4217: 2 digits, unless `digits` says otherwise). */
  | {
      readonly minorUnits: Paths;
      readonly currency: Paths;
      readonly digits: Readonly<Record<string, number>>;
    };

/** How one entity's objects, as one provider has them, fill the typed columns of its table. */
export interface EntityMapping {
  readonly entityType: EntityType;
  /** Where an element of a page holds the object, if the provider wraps it: `customer` of `{customer: {…}, card: {…}}`. */
  readonly element?: FieldPath;
  readonly id: FieldPath;
  /** Unix seconds. Null: this provider does not date such objects. */
  readonly created: FieldPath | null;
  /** A number that is greater after each change: it orders an object's snapshots before any clock does. */
  readonly version?: FieldPath;
  /** Null: objects do not say whether they are live or test data. */
  readonly livemode: FieldPath | null;
  /** Every column of the entity's own, by its name in TypeScript. Null: this provider has no such value. */
  readonly columns: Readonly<Record<string, Reading | null>>;
}
