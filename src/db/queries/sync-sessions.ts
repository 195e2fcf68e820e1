import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { SessionId } from '../../domain/ids.ts';
import { predecessorsOf, type SessionStatus } from '../../domain/session-state.ts';
import type { Scope } from '../scope.ts';
import { paymentSyncSessions } from '../tables/payment-sync-sessions.ts';

export type SyncSession = typeof paymentSyncSessions.$inferSelect;
export type NewSyncSession = Omit<typeof paymentSyncSessions.$inferInsert, 'workspaceId'>;

export interface SessionResult {
  readonly progress?: Record<string, unknown>;
  readonly errorSummary?: Record<string, unknown>;
  readonly performanceMetrics?: Record<string, unknown>;
  readonly runId?: string;
}

/** `payment_sync_sessions`. */
export const syncSessions = ({ orm, workspaceId }: Scope) => {
  const t = paymentSyncSessions;
  const one = (id: SessionId) => and(eq(t.workspaceId, workspaceId), eq(t.id, id), isNull(t.deletedAt));
  return {
    /** CreateSyncSession. A session that exists already stays as it is: a retried activity may call again. */
    async create(session: NewSyncSession): Promise<void> {
      await orm
        .insert(t)
        .values({ ...session, workspaceId })
        .onConflictDoNothing();
    },

    /** GetSyncSession. */
    async get(id: SessionId): Promise<SyncSession | undefined> {
      const [row] = await orm.select().from(t).where(one(id));
      return row;
    },

    /**
     * UpdateSyncSessionStatus: moves a session on and keeps its timestamps. False where the session is not in a state
     * that may be followed by `status` (a final one is never left), or does not exist.
     */
    async transition(id: SessionId, status: SessionStatus, result: SessionResult = {}): Promise<boolean> {
      const ends = predecessorsOf(status).includes('running');
      const { rowCount } = await orm
        .update(t)
        .set({
          ...result,
          status,
          updatedAt: sql`now()`,
          ...(status === 'running' && { startedAt: sql`coalesce(${t.startedAt}, now())` }),
          ...(ends && { completedAt: sql`now()` }),
        })
        .where(and(one(id), inArray(t.status, predecessorsOf(status))));
      return (rowCount ?? 0) > 0;
    },

    /** UpdateSyncSessionProgress, of a session that is worked on. False where it is not any more. */
    async saveProgress(id: SessionId, progress: Record<string, unknown>, runId: string): Promise<boolean> {
      const { rowCount } = await orm
        .update(t)
        .set({ progress, runId, updatedAt: sql`now()` })
        .where(and(one(id), inArray(t.status, ['pending', 'running'])));
      return (rowCount ?? 0) > 0;
    },
  };
};
