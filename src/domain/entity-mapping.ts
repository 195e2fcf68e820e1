import type { EntityType } from './entity.ts';

/** Which field of a provider's object fills a typed column: the names on the way down, array positions as numbers in text. */
export type FieldPath = readonly string[];

/**
 * How one entity's objects fill the typed columns of its table. Database columns by their SQL names; instants are Unix
 * seconds at the provider. `id` and `created` are named too because every provider calls them as it likes.
 */
export interface EntityMapping {
  readonly entityType: EntityType;
  readonly id: FieldPath;
  readonly created: FieldPath;
  readonly livemode: FieldPath;
  readonly columns: Readonly<Record<string, FieldPath>>;
}
