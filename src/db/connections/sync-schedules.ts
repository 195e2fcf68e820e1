import { and, eq, sql } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { ScheduleOutcome, SyncSchedule } from '../../domain/sync-schedule.ts';
import type { Scope } from '../transaction/scope.ts';
import { syncSchedules as table } from './sync-schedules-table.ts';

export type StoredSchedule = typeof table.$inferSelect;

export interface ScheduleRun {
  readonly outcome: ScheduleOutcome;
  readonly reason?: string;
  readonly sessionId?: SessionId;
}

/** `sync_schedules`: one a provider. */
export const syncSchedules = ({ orm, workspaceId }: Scope) => {
  const t = table;
  const of = (provider: PaymentProvider) => and(eq(t.workspaceId, workspaceId), eq(t.provider, provider));
  return {
    async get(provider: PaymentProvider): Promise<StoredSchedule | undefined> {
      const [row] = await orm.select().from(t).where(of(provider));
      return row;
    },

    /** Makes or replaces the schedule; its last run stays. */
    async put(provider: PaymentProvider, schedule: SyncSchedule): Promise<StoredSchedule> {
      const values = { ...schedule, entityTypes: schedule.entityTypes && [...schedule.entityTypes] };
      const [row] = await orm
        .insert(t)
        .values({ ...values, workspaceId, provider })
        .onConflictDoUpdate({
          target: [t.workspaceId, t.provider],
          set: { ...values, updatedAt: sql`now()` },
        })
        .returning();
      return row!;
    },

    /** False if there was none. */
    async delete(provider: PaymentProvider): Promise<boolean> {
      const { rowCount } = await orm.delete(t).where(of(provider));
      return (rowCount ?? 0) > 0;
    },

    /** All of the workspace's. Resolves to their providers. */
    async deleteAll(): Promise<PaymentProvider[]> {
      const rows = await orm
        .delete(t)
        .where(eq(t.workspaceId, workspaceId))
        .returning({ provider: t.provider });
      return rows.map(({ provider }) => provider);
    },

    /** Records the outcome of a run, with the present time. */
    async recordRun(provider: PaymentProvider, run: ScheduleRun): Promise<void> {
      await orm
        .update(t)
        .set({
          lastRunAt: sql`now()`,
          lastOutcome: run.outcome,
          lastReason: run.reason ?? null,
          lastSessionId: run.sessionId ?? null,
        })
        .where(of(provider));
    },
  };
};
