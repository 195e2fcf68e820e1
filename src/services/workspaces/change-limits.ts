import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import type { RequestLimitSettings } from '../../db/workspaces/workspace-record.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

/** Changes how many requests each API key of the workspace may send; what is left out stays. Throws `not_found`. */
export async function changeLimits(
  { db }: Pick<ServiceDeps, 'db'>,
  caller: Caller,
  change: Partial<RequestLimitSettings>,
): Promise<Workspace> {
  return await db.inWorkspace(caller.workspaceId, async (ws) => {
    const before = await ws.record.lock();
    if (before === undefined) throw notFound('workspace');
    const { requestsPerSecond, requestsAtOnce } = { ...before, ...change };
    await ws.auditLog.append(
      auditEntry(caller, 'workspace.limits_changed', caller.workspaceId, {
        requestsPerSecond,
        requestsAtOnce,
      }),
    );
    return (await ws.record.limit({ requestsPerSecond, requestsAtOnce }))!;
  });
}
