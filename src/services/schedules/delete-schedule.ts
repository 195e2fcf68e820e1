import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * Deletes the schedule of a connection; disconnecting a provider and deleting a workspace do so too. It does not need
 * Temporal: a schedule that is left there starts nothing, because its run finds no row, and its next run or the next
 * worker that starts deletes it. False if there was none.
 */
export async function deleteSchedule(
  { db, schedules, log }: Pick<ServiceDeps, 'db' | 'schedules' | 'log'>,
  caller: Caller,
  { provider }: { readonly provider: PaymentProvider },
): Promise<boolean> {
  const { workspaceId } = caller;
  return await db.inWorkspace(workspaceId, async (ws) => {
    await ws.schedules.lock(provider);
    if (!(await ws.schedules.delete(provider))) return false;
    await ws.auditLog.append(auditEntry(caller, 'sync_schedule.deleted', provider));
    try {
      await schedules.delete({ workspaceId, provider });
    } catch (err) {
      log.warn({ err, workspace_id: workspaceId, provider }, 'schedule not deleted in Temporal yet');
    }
    return true;
  });
}
