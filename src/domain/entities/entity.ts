import type { Column } from './column.ts';

/** The columns of an entity's own, by their names in TypeScript: what people filter and join its rows by. */
export type Columns = Readonly<Record<string, Column>>;

/** One entity: what is copied of a kind of object, whichever provider it comes from. */
export interface EntityDefinition<Own extends Columns = Columns> {
  /** One of them, as people write it in the API's documents. */
  readonly singular: string;
  readonly columns: Own;
}

export const entity = <const Own extends Columns>(definition: EntityDefinition<Own>): EntityDefinition<Own> =>
  definition;

/** An entity's name as a type has it, made of what people call one of them: `PaymentIntent`. */
export const typeName = (singular: string): string =>
  singular.replaceAll(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A column's name in SQL and on the wire. */
export const wireName = (column: string): string =>
  column.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
