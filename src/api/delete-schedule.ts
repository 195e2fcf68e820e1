import type { Context } from 'hono';
import type { PaymentProvider } from '../domain/entity.ts';
import { auditEntry } from './caller.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';

/**
 * Ends the schedule of the request's workspace, for its own route and for whatever takes away what is scheduled: a
 * provider, the workspace. It does not need Temporal: the row is what counts, and a schedule that is left there starts
 * nothing, and is deleted by its next run or by the next worker that starts. False where there was none.
 */
export async function deleteSchedule(
  { db, schedules, log }: Pick<ApiDeps, 'db' | 'schedules' | 'log'>,
  c: Context<ApiEnv>,
  provider: PaymentProvider,
): Promise<boolean> {
  const workspaceId = c.get('workspaceId');
  return await db.inWorkspace(workspaceId, async (ws) => {
    await ws.schedules.lock(provider);
    if (!(await ws.schedules.delete(provider))) return false;
    await ws.auditLog.append(auditEntry(c, 'sync_schedule.deleted', provider));
    try {
      await schedules.delete({ workspaceId, provider });
    } catch (err) {
      log.warn({ err, workspace_id: workspaceId, provider }, 'schedule not deleted in Temporal yet');
    }
    return true;
  });
}
