import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { repairSchedule } from './repair-schedule.ts';

/**
 * Deletes the schedule of a connection; disconnecting a provider and deleting a workspace do so too. It does not need
 * Temporal: a schedule that is left there starts nothing, because its run finds no row, and its next run or the next
 * worker that starts deletes it. False if there was none.
 */
export async function deleteSchedule(
  deps: Pick<ServiceDeps, 'db' | 'schedules' | 'log'>,
  caller: Caller,
  { provider }: { readonly provider: PaymentProvider },
): Promise<boolean> {
  const { workspaceId } = caller;
  const deleted = await deps.db.inWorkspace(workspaceId, async (ws) => {
    if (!(await ws.schedules.delete(provider))) return false;
    await ws.auditLog.append(auditEntry(caller, 'sync_schedule.deleted', provider));
    return true;
  });
  if (deleted) {
    await repairSchedule(deps, { workspaceId, provider }).catch((err: unknown) =>
      deps.log.warn({ err, workspace_id: workspaceId, provider }, 'schedule not deleted in Temporal yet'),
    );
  }
  return deleted;
}
