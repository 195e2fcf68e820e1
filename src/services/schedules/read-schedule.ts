import type { StoredSchedule } from '../../db/connections/sync-schedules.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export interface ScheduleWithRuns {
  readonly row: StoredSchedule;
  /** Null while Temporal cannot be reached. */
  readonly nextRuns: readonly Date[] | null;
}

/** Undefined if the connection has no schedule. */
export async function readSchedule(
  { db, schedules }: Pick<ServiceDeps, 'db' | 'schedules'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { provider }: { readonly provider: PaymentProvider },
): Promise<ScheduleWithRuns | undefined> {
  const row = await db.inWorkspace(workspaceId, (ws) => ws.schedules.get(provider));
  return row && { row, nextRuns: await schedules.nextRuns(row).catch(() => null) };
}
