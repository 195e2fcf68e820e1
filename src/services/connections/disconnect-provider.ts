import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { deleteSchedule } from '../schedules/delete-schedule.ts';
import { activeSessions, cancelSessions } from '../sessions/cancel-sessions.ts';
import { withdrawEndpoints } from '../webhook-endpoints/withdraw-endpoints.ts';

export interface Disconnected {
  readonly row: PaymentConfig;
  /** Endpoints at the provider that could not be removed, and why. */
  readonly left: readonly string[];
  readonly reason: string | null;
}

/**
 * Ends a connection: removes its webhook endpoints at the provider, forgets its credentials and secrets, cancels its sessions.
 * The copied rows stay, and so does the account's id: only that account can be connected again. Throws `not_found`.
 */
export async function disconnectProvider(
  deps: ServiceDeps,
  caller: Caller,
  { provider }: { readonly provider: PaymentProvider },
): Promise<Disconnected> {
  const { db } = deps;
  const { workspaceId } = caller;
  const seen = await db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get(provider));
  if (seen === undefined) throw notFound('payment provider');
  const { left, reason } = await withdrawEndpoints(deps, seen);
  const { row, sessions } = await db.inWorkspace(workspaceId, async (ws) => {
    const row = await ws.paymentConfigs.update(provider, {
      isActive: false,
      syncStatus: 'disabled',
      credentialsEncrypted: null,
      webhookSecretEncrypted: null,
      webhookEndpointId: null,
      webhookProblem: null,
      webhookGapSince: null,
      webhookRefusedAt: null,
    });
    await ws.auditLog.append(
      auditEntry(caller, 'payment_provider.disconnected', `${provider}:${seen.accountId ?? 'unknown'}`, {
        config_id: seen.id,
        webhook_endpoints_left: left,
      }),
    );
    return { row: row ?? seen, sessions: await activeSessions(ws, provider) };
  });
  await deleteSchedule(deps, caller, { provider });
  await cancelSessions(deps, sessions);
  return { row, left, reason };
}
