import { promises as fs } from 'node:fs';
import type { Client } from 'pg';
import { sqlstateOf } from './transaction/sqlstate.ts';
import { withConnection } from './with-connection.ts';

const journalUrl = new URL('../../drizzle/meta/_journal.json', import.meta.url);

interface Journal {
  readonly entries: readonly { readonly tag: string; readonly when: number }[];
}

/** The schema `drizzle` or its table is not there: no migration was ever applied. */
const neverMigrated = new Set(['42P01', '3F000']);

async function lastApplied(client: Client): Promise<number> {
  try {
    const { rows } = await client.query<{ last: string | null }>(
      'select max(created_at) as last from drizzle.__drizzle_migrations',
    );
    return Number(rows[0]?.last ?? 0);
  } catch (error) {
    if (neverMigrated.has(sqlstateOf(error) ?? '')) return 0;
    throw error;
  }
}

/** The migrations of this release that the database at `databaseUrl` lacks. Throws `SyncError`. */
export async function pendingMigrations(databaseUrl: string): Promise<string[]> {
  const journal: Journal = JSON.parse(await fs.readFile(journalUrl, 'utf8'));
  const applied = await withConnection(databaseUrl, lastApplied);
  return journal.entries.filter(({ when }) => when > applied).map(({ tag }) => tag);
}
