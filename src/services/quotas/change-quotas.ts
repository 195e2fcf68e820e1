import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import { ownQuotas } from '../../db/workspaces/workspace-record.ts';
import type { Quotas } from '../../domain/limits/quotas.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

/** Changes how much the workspace may use; what is left out stays. Throws `not_found`. */
export async function changeQuotas(
  { db }: Pick<ServiceDeps, 'db'>,
  caller: Caller,
  change: Partial<Quotas>,
): Promise<Workspace> {
  return await db.inWorkspace(caller.workspaceId, async (ws) => {
    const before = await ws.record.lock();
    if (before === undefined) throw notFound('workspace');
    const quotas = { ...ownQuotas(before), ...change };
    await ws.auditLog.append(
      auditEntry(caller, 'workspace.quotas_changed', caller.workspaceId, { ...quotas }),
    );
    return (await ws.record.setQuotas(quotas))!;
  });
}
