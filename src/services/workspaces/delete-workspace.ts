import { paymentProviders } from '../../domain/payment-provider.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { forgetConnection } from '../connections/disconnect-provider.ts';
import { deleteSchedule } from '../schedules/delete-schedule.ts';
import { activeSessions, cancelSessions } from '../sessions/cancel-sessions.ts';
import { withdrawEndpoints } from '../webhook-endpoints/withdraw-endpoints.ts';

/**
 * Hides the caller's workspace and ends all that acts for it: its API keys, connections, schedules, sessions, and its webhook
 * endpoints at the providers; then forgets its credentials and secrets. If the process dies before that, the sweep forgets
 * them (src/activities/inbox/maintain-inbox.ts). The copied rows and the audit log stay. Throws `not_found`.
 */
export async function deleteWorkspace(deps: ServiceDeps, caller: Caller): Promise<void> {
  const { db } = deps;
  const id = caller.workspaceId;
  const { connections, sessions } = await db.inWorkspace(id, async (ws) => {
    if (!(await ws.record.delete())) throw notFound('workspace');
    await ws.auditLog.append(auditEntry(caller, 'workspace.deleted', id));
    await ws.apiKeys.revokeAll();
    // With the endpoints and keys that it has: deactivating keeps both.
    const connections = await ws.paymentConfigs.list();
    await ws.paymentConfigs.deactivateAll();
    return { connections, sessions: await activeSessions(ws) };
  });
  for (const provider of paymentProviders) await deleteSchedule(deps, caller, { provider });
  await cancelSessions(deps, sessions);
  for (const connection of connections) {
    const { left } = await withdrawEndpoints(deps, connection);
    await db.inWorkspace(id, (ws) => forgetConnection(ws, caller, connection, left));
  }
}
