import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { endWorkspace } from './end-workspace.ts';

/**
 * Hides the caller's workspace and ends all that acts for it. If the process dies in the middle, the sweep ends the rest
 * (src/activities/workspaces/start-deletions.ts), which later purges its rows; the audit log stays. Throws `not_found`.
 */
export async function deleteWorkspace(deps: ServiceDeps, caller: Caller): Promise<void> {
  const { workspaceId } = caller;
  await deps.db.inWorkspace(workspaceId, async (ws) => {
    if (!(await ws.record.delete())) throw notFound('workspace');
    await ws.auditLog.append(auditEntry(caller, 'workspace.deleted', workspaceId));
    await ws.apiKeys.revokeAll();
    // With their secrets. The platform's own receivers hear of the ends of its connections.
    await ws.receivers.deleteAll();
    await ws.connectSessions.endAll();
    // With the endpoints and keys that they have: deactivating keeps both.
    await ws.paymentConfigs.deactivateAll();
  });
  await endWorkspace(deps, caller);
}
