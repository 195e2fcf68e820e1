import type pg from 'pg';
import { asSyncError, isOneStatements, notConnected } from './sqlstate.ts';
import { StatementBatch, type BatchedStatement } from './statement-batch.ts';

/** A connection of the pool's, and its answers to the statements that it was opened with. */
export interface OpenedWith {
  readonly client: pg.PoolClient;
  readonly answers: Awaited<StatementBatch['answered']>;
}

/**
 * Sends statements on a connection of the pool's. The server may have ended an idle one, which shows only now: the
 * statements are then sent once more, on a new one. The server may have run them without an answer, so they must bear
 * being sent twice. Throws `SyncError`, and keeps no connection then.
 */
export async function openWith(
  pool: pg.Pool,
  statements: readonly BatchedStatement[],
  attempts = 2,
): Promise<OpenedWith> {
  const batch = new StatementBatch(statements);
  const client = await pool.connect().catch((error: unknown) => {
    throw notConnected(error);
  });
  try {
    return { client, answers: await client.query(batch).answered };
  } catch (error) {
    // The server may have prepared some of its statements and not others.
    client.release(true);
    const failure = asSyncError(error);
    if (attempts <= 1 || failure.code !== 'database_unavailable' || isOneStatements(failure)) throw failure;
    return await openWith(pool, statements, attempts - 1);
  }
}
