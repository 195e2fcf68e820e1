import type pg from 'pg';
import type { WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { beginShared, commit, setWorkspace, type Settings } from './begin.ts';
import { openWith } from './open-with.ts';
import type { Statement } from './scope.ts';

export interface WorkspacePart<T> {
  readonly workspace: WorkspaceId;
  readonly statement: Statement<T>;
}

/**
 * Runs one statement of each workspace in one transaction and one round trip, and returns the answers in the order of
 * `parts`. Before each statement the transaction names its workspace, so row-level security binds each to its own. Throws
 * `SyncError`, with `database_unavailable` if a statement waits for a lock for longer than `lockTimeoutMs`; after a throw
 * the caller must take no part as written.
 */
export async function shareTransaction<T>(
  pool: pg.Pool,
  parts: readonly WorkspacePart<T>[],
  { lockTimeoutMs, settings }: { readonly lockTimeoutMs: number | undefined; readonly settings: Settings },
): Promise<T[]> {
  // All transactions take workspaces in the same order, so that two with workspaces in common cannot deadlock.
  const inOrder = [...parts.entries()].toSorted(([, a], [, b]) => (a.workspace < b.workspace ? -1 : 1));
  const before = beginShared(lockTimeoutMs, settings);
  const asked = inOrder.flatMap(([, { workspace, statement }]) => [setWorkspace(workspace), statement]);
  const { client, answers } = await openWith(pool, [...before, ...asked, commit]);
  client.release();
  if (answers.at(-1)?.tag !== 'COMMIT')
    throw new SyncError('internal', 'A shared transaction was not committed.');
  const results: T[] = [];
  for (const [nth, [i, { statement }]] of inOrder.entries()) {
    results[i] = statement.read(answers[before.length + 2 * nth + 1]!.rows);
  }
  return results;
}
