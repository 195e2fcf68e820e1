import { paymentProviders } from '../../domain/payment-provider.ts';
import { auditEntry, type Caller } from '../caller.ts';
import { forgetConnection } from '../connections/disconnect-provider.ts';
import { releaseAccount } from '../connections/release-account.ts';
import type { ServiceDeps } from '../deps.ts';
import { announce } from '../receivers/wake.ts';
import { deleteSchedule } from '../schedules/delete-schedule.ts';
import { activeSessions, cancelSessions } from '../sessions/cancel-sessions.ts';
import { withdrawEndpoints } from '../webhook-endpoints/withdraw-endpoints.ts';

/**
 * Ends the schedules and sessions of a deleted workspace, removes its webhook endpoints at the providers, and forgets its
 * credentials and secrets, whether the endpoints could be removed or not. Destroys its data key. Can be repeated.
 */
export async function endWorkspace(deps: ServiceDeps, caller: Caller): Promise<void> {
  const { db } = deps;
  const { workspaceId } = caller;
  for (const provider of paymentProviders) await deleteSchedule(deps, caller, { provider });
  const { connections, sessions } = await db.inWorkspace(workspaceId, async (ws) => ({
    connections: await ws.paymentConfigs.list(),
    sessions: await activeSessions(ws),
  }));
  await cancelSessions(deps, sessions);
  for (const connection of connections) {
    const { credentialsEncrypted, webhookSecretEncrypted, webhookEndpointId } = connection;
    if ((credentialsEncrypted ?? webhookSecretEncrypted ?? webhookEndpointId) === null) continue;
    const { left } = await withdrawEndpoints(deps, connection);
    await releaseAccount(deps, connection);
    await db.inWorkspace(workspaceId, (ws) => forgetConnection(ws, caller, connection, left));
  }
  await db.inWorkspace(workspaceId, async (ws) => {
    if (await ws.dataKey.destroy()) {
      await ws.auditLog.append(auditEntry(caller, 'workspace.data_key_destroyed', workspaceId));
    }
    await ws.record.recordEnd();
  });
  deps.dataKeys.forget(workspaceId);
  announce(deps);
}
