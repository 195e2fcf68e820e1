import type { StoredSchedule } from '../../db/connections/sync-schedules.ts';
import { notConfigured } from '../../domain/connection.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SyncSchedule } from '../../domain/sync-schedule.ts';
import type { ScheduleRefusal } from '../../temporal/schedules.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export type SetScheduleOutcome =
  | { readonly outcome: 'set'; readonly schedule: StoredSchedule }
  /** Temporal does not accept its times; nothing was written. */
  | { readonly outcome: 'refused'; readonly refusal: ScheduleRefusal };

/**
 * Creates or replaces the schedule of a connection: in the database, and in Temporal while that transaction is open. If
 * Temporal is away or refuses it, nothing is written. If the database fails after Temporal has accepted it, Temporal has
 * the new times until the schedule is set again or a worker starts; each run reads from the database what to sync. Throws
 * `provider_not_configured`.
 */
export async function setSchedule(
  { db, gateway, schedules, providers }: Pick<ServiceDeps, 'db' | 'gateway' | 'schedules' | 'providers'>,
  caller: Caller,
  { provider, schedule }: { readonly provider: PaymentProvider; readonly schedule: SyncSchedule },
): Promise<SetScheduleOutcome> {
  const { workspaceId } = caller;
  // Fails here while Temporal is away: no transaction waits for it with a connection.
  await gateway.reachable();
  return await db.inWorkspace(workspaceId, async (ws) => {
    await ws.schedules.lock(provider);
    const config = await ws.paymentConfigs.get(provider);
    if (config?.isActive !== true) throw notConfigured(providers[provider].displayName);
    const refusal = await schedules.put({ workspaceId, provider }, schedule);
    if (refusal !== null) return { outcome: 'refused', refusal };
    await ws.auditLog.append(auditEntry(caller, 'sync_schedule.set', provider, { ...schedule }));
    return { outcome: 'set', schedule: await ws.schedules.put(provider, schedule) };
  });
}
