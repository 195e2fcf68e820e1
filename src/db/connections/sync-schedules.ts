import { and, eq, sql } from 'drizzle-orm';
import { connectionKey } from '../../domain/connection.ts';
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
    /**
     * Locks this provider's schedule, here and in Temporal, until the end of the transaction. Throws `database_unavailable`
     * after waiting for five seconds.
     */
    async lock(provider: PaymentProvider): Promise<void> {
      const name = `sync_schedule:${connectionKey({ workspaceId, provider })}`;
      await orm.execute(sql`set local lock_timeout = '5s'`);
      await orm.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
    },

    async get(provider: PaymentProvider): Promise<StoredSchedule | undefined> {
      const [row] = await orm.select().from(t).where(of(provider));
      return row;
    },

    /** Makes or replaces the schedule; its last run stays. */
    async put(provider: PaymentProvider, schedule: SyncSchedule): Promise<StoredSchedule> {
      const values = { ...schedule, entityTypes: [...schedule.entityTypes] };
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
