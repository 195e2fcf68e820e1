import type pg from 'pg';
import type { WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { beBrief, begin, commit, enter, stepDown } from './begin.ts';
import { sendFirst } from './open-with.ts';
import type { Statement } from './statement.ts';

export interface WorkspacePart<T> {
  readonly workspace: WorkspaceId;
  readonly statement: Statement<T>;
}

/**
 * Runs one statement each of several workspaces in one transaction and one round trip, and returns their answers in the
 * order of `parts`. Before each statement the transaction's scope becomes its workspace, so row-level security binds every
 * one to its own. Throws `SyncError`, `database_unavailable` where one waits for a lock for longer than `lockTimeoutMs`;
 * after a throw no part may count on being in the database.
 */
export async function shareTransaction<T>(
  pool: pg.Pool,
  parts: readonly WorkspacePart<T>[],
  lockTimeoutMs?: number,
): Promise<T[]> {
  // In one order everywhere, so that two transactions with workspaces in common wait for each other only one way.
  const inOrder = [...parts.entries()].toSorted(([, a], [, b]) => (a.workspace < b.workspace ? -1 : 1));
  const before = [begin, stepDown, ...(lockTimeoutMs === undefined ? [] : [beBrief(lockTimeoutMs)])];
  const asked = inOrder.flatMap(([, { workspace, statement }]) => [enter(workspace), statement]);
  const { client, answers } = await sendFirst(pool, [...before, ...asked, commit]);
  client.release();
  if (answers.at(-1)?.tag !== 'COMMIT')
    throw new SyncError('internal', 'A shared transaction was not committed.');
  const results: T[] = [];
  for (const [nth, [i, { statement }]] of inOrder.entries()) {
    results[i] = statement.read(answers[before.length + 2 * nth + 1]!.rows);
  }
  return results;
}
