import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { entityTables, EntityTable } from './entity-tables.ts';

/** Rows of any entity's table, whole. */
export type EntityRow<T extends EntityTable = EntityTable> = T['$inferSelect'];
/** Rows of one entity. */
export type RowOf<Type extends EntityType> = EntityRow<(typeof entityTables)[Type]>;

/** drizzle cannot type a statement on a union of tables, so its rows are asserted. */
export function rowsOf<T extends EntityTable>(_table: T, rows: readonly object[]): EntityRow<T>[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return rows as EntityRow<T>[];
}

/** `column = any($1)`: one parameter for any number of values. `in` takes one for each, at most 65,535. */
export const anyText = (column: PgColumn, values: readonly string[]): SQL =>
  sql`${column} = any(${sql.param([...values])}::text[])`;
