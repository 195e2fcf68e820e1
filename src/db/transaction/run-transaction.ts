import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { SyncError } from '../../domain/sync-error.ts';
import { openWith } from './open-with.ts';
import type { Transaction } from './scope.ts';
import { asSyncError, hasStaleStatements } from './sqlstate.ts';
import type { BatchedStatement } from './statement-batch.ts';

const orms = new WeakMap<pg.PoolClient, NodePgDatabase>();

function ormOf(client: pg.PoolClient): NodePgDatabase {
  let orm = orms.get(client);
  if (orm === undefined) orms.set(client, (orm = drizzle({ client })));
  return orm;
}

/**
 * The only place that opens transactions. `begin` starts one and sets its role and scope in a single round trip.
 * Throws `SyncError`; after a throw nothing of `work` is in the database.
 */
export async function runTransaction<T>(
  pool: pg.Pool,
  begin: readonly BatchedStatement[],
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const { client } = await openWith(pool, begin);
  let broken = true;
  try {
    const result = await work({ orm: ormOf(client), client });
    const { command } = await client.query('commit');
    broken = false;
    // Of a transaction in which a statement failed Postgres says so without an error.
    if (command !== 'COMMIT') throw new SyncError('internal', 'The transaction was not committed.');
    return result;
  } catch (error) {
    broken = await client.query('rollback').then(
      () => hasStaleStatements(error),
      () => true,
    );
    throw asSyncError(error);
  } finally {
    client.release(broken);
  }
}
