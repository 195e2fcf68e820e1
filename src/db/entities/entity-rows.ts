import type { EntityTable } from './entity-tables.ts';

/** Rows of any entity's table, whole. */
export type EntityRow<T extends EntityTable = EntityTable> = T['$inferSelect'];

/** drizzle cannot type a statement on a table that is only known as "one of them": what it returned are its rows. */
export function rowsOf<T extends EntityTable>(_table: T, rows: readonly object[]): EntityRow<T>[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return rows as EntityRow<T>[];
}
