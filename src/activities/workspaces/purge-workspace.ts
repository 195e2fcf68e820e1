import { Context } from '@temporalio/activity';
import type { DeletedWorkspace, Purge } from '../../contracts/workspace-deletion.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { purgeBefore } from './deletion-times.ts';

/** Rows a transaction: few enough that their locks and their log delay no writer. */
const batch = 1_000;
const sliceMs = 5 * 60 * 1000;

/**
 * Deletes the rows of a deleted workspace in small transactions, table by table; its audit log stays. Whatever dies, the next
 * one goes on with the rows that are left. It does nothing while a session of the workspace is open: the session might write.
 */
export async function purgeWorkspace(
  { db, retention }: Pick<ActivityDependencies, 'db' | 'retention'>,
  { workspaceId }: DeletedWorkspace,
): Promise<Purge> {
  const context = Context.current();
  const until = performance.now() + sliceMs;
  const workspace = await db.inWorkspace(workspaceId, (ws) => ws.record.getDeleted());
  if (workspace === undefined) return { state: 'done', rows: 0 };
  if (workspace.deletedAt! > purgeBefore(retention, new Date())) return { state: 'waiting', rows: 0 };
  const open = await db.inWorkspace(workspaceId, async ({ sessions }) => [
    ...(await sessions.list({ status: 'running', limit: 1 })),
    ...(await sessions.list({ status: 'pending', limit: 1 })),
  ]);
  if (open.length > 0) return { state: 'busy', rows: 0 };
  for (let rows = 0; ;) {
    context.heartbeat();
    context.cancellationSignal.throwIfAborted();
    const deleted = await db.inWorkspace(workspaceId, async (ws) => {
      const some = await ws.rows.deleteSome(batch);
      if (some === undefined && (await ws.record.recordPurge())) {
        await ws.auditLog.append({ actor: 'sweep', action: 'workspace.purged', target: workspaceId });
      }
      return some;
    });
    if (deleted === undefined) return { state: 'done', rows };
    rows += deleted.rows;
    if (performance.now() >= until) return { state: 'more', rows };
  }
}
