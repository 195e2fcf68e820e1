import { getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { ClientBase } from 'pg';
import { readPartitions, readSettings } from './read-settings.ts';
import { partitionSettings, schemaSettings, tableSettings } from './table-settings.ts';

/**
 * Applies the settings that drizzle-kit does not know: row-level security, policies, grants, triggers, storage, statistics.
 * In a transaction of the owner's. It compares first, so it locks only the tables that differ. Returns the SQL that it ran.
 */
export async function applySettings(client: ClientBase, tables: readonly PgTable[]): Promise<string[]> {
  const names = tables.map((table) => getTableName(table));
  const wanted = [
    ...schemaSettings,
    ...tables.flatMap(tableSettings),
    ...(await readPartitions(client, names)).flatMap(partitionSettings),
  ];
  const found = await readSettings(client, names);
  const wantedFacts = new Set(wanted.map(({ fact }) => fact));
  const foundFacts = new Set(found.map(({ fact }) => fact));
  const statements = [
    ...found.flatMap(({ fact, undo }) => (undo === null || wantedFacts.has(fact) ? [] : [undo])),
    ...wanted.filter(({ fact }) => !foundFacts.has(fact)).map(({ statement }) => statement),
  ];
  if (statements.length > 0) await client.query(statements.join(';\n'));
  return statements;
}
