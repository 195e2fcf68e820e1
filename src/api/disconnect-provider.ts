import type { Context } from 'hono';
import type { PaymentConfig } from '../db/connections/payment-configs.ts';
import type { PaymentProvider } from '../domain/entity.ts';
import { notFound } from './api-problem.ts';
import { auditEntry } from './caller.ts';
import { activeSessions, cancelSessions } from './cancel-sessions.ts';
import { deleteSchedule } from './delete-schedule.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import { withdrawEndpoints } from './webhooks/withdraw-endpoints.ts';

export interface Disconnected {
  readonly row: PaymentConfig;
  /** Endpoints at the provider that could not be removed, and why. */
  readonly left: readonly string[];
  readonly reason: string | null;
}

/**
 * Ends a connection: its webhook endpoints are removed at the provider, its key and secrets forgotten, its sessions
 * cancelled. The copied rows stay, and so does the account they are of: only that one can be connected again.
 */
export async function disconnectProvider(
  deps: ApiDeps,
  c: Context<ApiEnv>,
  provider: PaymentProvider,
): Promise<Disconnected> {
  const { db } = deps;
  const owner = { workspaceId: c.get('workspaceId'), provider };
  const seen = await db.inWorkspace(owner.workspaceId, (ws) => ws.paymentConfigs.get(provider));
  if (seen === undefined) throw notFound('payment provider');
  const { left, reason } = await withdrawEndpoints(deps, owner, seen);
  const { row, sessions } = await db.inWorkspace(owner.workspaceId, async (ws) => {
    const row = await ws.paymentConfigs.update(provider, {
      isActive: false,
      syncStatus: 'disabled',
      credentialsEncrypted: null,
      webhookSecretEncrypted: null,
      webhookEndpointId: null,
      webhookProblem: null,
    });
    await ws.auditLog.append(
      auditEntry(c, 'payment_provider.disconnected', `${provider}:${seen.accountId}`, {
        config_id: seen.id,
        webhook_endpoints_left: left,
      }),
    );
    return { row: row ?? seen, sessions: await activeSessions(ws, provider) };
  });
  await deleteSchedule(deps, c, provider);
  await cancelSessions(deps, owner.workspaceId, sessions);
  return { row, left, reason };
}
