import type pg from 'pg';
import { asSyncError, isOneStatements } from './sqlstate.ts';
import { StatementBatch, type BatchedStatement } from './statement-batch.ts';

/** A connection of the pool's, and what it answered to the first that was sent on it. */
export interface FirstAnswers {
  readonly client: pg.PoolClient;
  readonly answers: Awaited<StatementBatch['answered']>;
}

/**
 * Sends statements on a connection of the pool's. The server may have ended an idle one, which shows only now: then once
 * more, with a new one. What was sent may have been done without an answer, so it must bear being sent twice. Throws
 * `SyncError`, and keeps no connection then.
 */
export async function sendFirst(
  pool: pg.Pool,
  statements: readonly BatchedStatement[],
  attempts = 2,
): Promise<FirstAnswers> {
  const batch = new StatementBatch(statements);
  const client = await pool.connect().catch((error: unknown) => {
    throw asSyncError(error);
  });
  try {
    return { client, answers: await client.query(batch).answered };
  } catch (error) {
    // It is not known which of its statements the server has prepared.
    client.release(true);
    const failure = asSyncError(error);
    if (attempts <= 1 || failure.code !== 'database_unavailable' || isOneStatements(failure)) throw failure;
    return await sendFirst(pool, statements, attempts - 1);
  }
}
