import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { StoredSchedule } from '../../db/connections/sync-schedules.ts';
import { notConfigured } from '../../domain/connection.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SyncSchedule } from '../../domain/sync-schedule.ts';
import type { ScheduleRefusal } from '../../temporal/schedules.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { entitiesToSync } from '../connections/choose-entities.ts';
import { repairSchedule } from './repair-schedule.ts';

export type SetScheduleOutcome =
  | { readonly outcome: 'set'; readonly schedule: StoredSchedule }
  /** Temporal does not accept its times; nothing was written. */
  | { readonly outcome: 'refused'; readonly refusal: ScheduleRefusal };

/**
 * Creates or replaces the schedule of a connection: first in Temporal, then in the database. If Temporal is away or refuses
 * it, nothing is written. If the database fails after that, Temporal has the new times until the schedule is set again, runs, or a
 * worker starts; each run reads from the database what to sync. Throws `provider_not_configured`
 * and `entity_not_chosen`.
 */
export async function setSchedule(
  deps: Pick<ServiceDeps, 'db' | 'schedules' | 'providers' | 'log'>,
  caller: Caller,
  { provider, schedule }: { readonly provider: PaymentProvider; readonly schedule: SyncSchedule },
): Promise<SetScheduleOutcome> {
  const { db, schedules, providers, log } = deps;
  const connection = { workspaceId: caller.workspaceId, provider };
  const assertSyncable = (config: PaymentConfig | undefined) => {
    if (config?.isActive !== true) throw notConfigured(providers[provider].displayName);
    entitiesToSync(config, schedule.entityTypes);
  };
  assertSyncable(await db.inWorkspace(caller.workspaceId, (ws) => ws.paymentConfigs.get(provider)));
  const refusal = await schedules.put(connection, schedule);
  if (refusal !== null) return { outcome: 'refused', refusal };
  try {
    return await db.inWorkspace(caller.workspaceId, async (ws) => {
      // Locked: switching the connection off at the same time deletes the schedule after this, or is seen here.
      assertSyncable(await ws.paymentConfigs.lock(provider));
      await ws.auditLog.append(auditEntry(caller, 'sync_schedule.set', provider, { ...schedule }));
      return { outcome: 'set', schedule: await ws.schedules.put(provider, schedule) };
    });
  } finally {
    // Others may have changed Temporal since.
    await repairSchedule(deps, connection).catch((err: unknown) =>
      log.warn({ err, workspace_id: caller.workspaceId, provider }, 'a schedule was not repaired'),
    );
  }
}
