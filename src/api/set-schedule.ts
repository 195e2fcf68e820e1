import type { Context } from 'hono';
import type { StoredSchedule } from '../db/connections/sync-schedules.ts';
import { notConfigured } from '../domain/connection.ts';
import type { PaymentProvider } from '../domain/entity.ts';
import type { SyncSchedule } from '../domain/sync-schedule.ts';
import { invalid } from './api-problem.ts';
import { auditEntry } from './caller.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';

const fieldNames = { cron: 'cron', timeZone: 'time_zone' } as const;

/**
 * Makes or replaces the schedule of the request's workspace: in Temporal and, in the transaction that waits for it, in
 * the database. Where Temporal is away or refuses it, nothing is written. Where the database fails after Temporal took
 * it, Temporal has the newer times until the next `put` or the next worker's start; what is synced is the database's
 * word at every run. Throws `provider_not_configured`, or an `ApiProblem` that names the field Temporal refuses.
 */
export async function setSchedule(
  { db, gateway, schedules, providers }: Pick<ApiDeps, 'db' | 'gateway' | 'schedules' | 'providers'>,
  c: Context<ApiEnv>,
  provider: PaymentProvider,
  schedule: SyncSchedule,
): Promise<StoredSchedule> {
  const workspaceId = c.get('workspaceId');
  // While Temporal is away this says so before a transaction is opened: no connection waits for it.
  await gateway.reachable();
  const { refusal, stored } = await db.inWorkspace(workspaceId, async (ws) => {
    await ws.schedules.lock(provider);
    const config = await ws.paymentConfigs.get(provider);
    if (config?.isActive !== true) throw notConfigured(providers[provider].displayName);
    const refusal = await schedules.put({ workspaceId, provider }, schedule);
    if (refusal !== null) return { refusal };
    await ws.auditLog.append(auditEntry(c, 'sync_schedule.set', provider, { ...schedule }));
    return { stored: await ws.schedules.put(provider, schedule) };
  });
  if (stored !== undefined) return stored;
  throw invalid([{ in: 'body', field: fieldNames[refusal.field], message: refusal.message }]);
}
