import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { tables as allTables } from './tables.ts';
import { withConnection } from './with-connection.ts';

/** Short, because a process waits for it before it serves. */
const connectMs = 3_000;

/**
 * The tables and columns that the database at `databaseUrl` lacks, for people: `table invoices`, `column customers.phone`.
 * Throws `SyncError`.
 */
export async function missingSchema(
  databaseUrl: string,
  tables: readonly PgTable[] = allTables,
): Promise<string[]> {
  const names = tables.map((table) => getTableName(table));
  const found = await withConnection(
    databaseUrl,
    async (client) => {
      const { rows } = await client.query<{ name: string; columns: string[] }>(
        `select relname as name, array_agg(attname::text) as columns
         from pg_class c join pg_attribute a on a.attrelid = c.oid and attnum > 0 and not attisdropped
         where relnamespace = 'public'::regnamespace and relname = any ($1) group by 1`,
        [names],
      );
      return new Map(rows.map(({ name, columns }) => [name, new Set(columns)]));
    },
    connectMs,
  );
  return tables.flatMap((table) => {
    const name = getTableName(table);
    const columns = found.get(name);
    if (columns === undefined) return [`table ${name}`];
    const wanted = Object.values(getTableColumns(table)).map((column) => column.name);
    return wanted.filter((column) => !columns.has(column)).map((column) => `column ${name}.${column}`);
  });
}
