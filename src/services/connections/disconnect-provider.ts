import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { auditEntry, type Caller, type PlatformCaller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { deleteSchedule } from '../schedules/delete-schedule.ts';
import { announce } from '../receivers/wake.ts';
import { activeSessions, cancelSessions } from '../sessions/cancel-sessions.ts';
import { releaseAccount } from './release-account.ts';
import { withdrawEndpoints } from '../webhook-endpoints/withdraw-endpoints.ts';

export interface Disconnected {
  readonly row: PaymentConfig;
  /** Endpoints at the provider that could not be removed. */
  readonly left: readonly string[];
  /** Why, or why the platform's access to the account could not be given up. */
  readonly reason: string | null;
}

/** Destroys what is sealed, and says in the audit log which endpoints are left at the provider. */
export async function forgetConnection(
  ws: WorkspaceScope,
  caller: PlatformCaller,
  { id, providerName, accountId }: Pick<PaymentConfig, 'id' | 'providerName' | 'accountId'>,
  left: readonly string[],
): Promise<PaymentConfig | undefined> {
  await ws.auditLog.append(
    auditEntry(caller, 'payment_provider.disconnected', `${providerName}:${accountId ?? 'unknown'}`, {
      config_id: id,
      webhook_endpoints_left: left,
    }),
  );
  await ws.outbox.add({ type: 'connection.removed', provider: providerName, facts: { connection_id: id } });
  return await ws.paymentConfigs.disconnect(providerName);
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
  const unreleased = await releaseAccount(deps, seen);
  const { row, sessions } = await db.inWorkspace(workspaceId, async (ws) => {
    const row = await forgetConnection(ws, caller, seen, left);
    return { row: row ?? seen, sessions: await activeSessions(ws, provider) };
  });
  announce(deps);
  await deleteSchedule(deps, caller, { provider });
  await cancelSessions(deps, sessions);
  return { row, left, reason: reason ?? unreleased };
}
