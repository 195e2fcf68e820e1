import type { Column } from './column.ts';
import type { NamedPreset } from './presets.ts';

/** An entity's own columns, by their names in TypeScript. */
export type Columns = Readonly<Record<string, Column>>;

/** One entity: the copied columns of a type of object, of any provider. */
export interface EntityDefinition<Own extends Columns = Columns> {
  /** One of them, as people write it in the API's documents. */
  readonly singular: string;
  /** The sets in which it is chosen. */
  readonly presets: readonly NamedPreset[];
  readonly columns: Own;
}

export const entity = <const Own extends Columns>(definition: EntityDefinition<Own>): EntityDefinition<Own> =>
  definition;

/** An entity's name as a type, from its singular: `PaymentIntent`. */
export const typeName = (singular: string): string =>
  singular.replaceAll(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A column's name in SQL and on the wire. */
export const wireName = (column: string): string =>
  column.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
