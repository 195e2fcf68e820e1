import { and, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId } from '../../domain/ids.ts';
import {
  maxCountedSessions,
  predecessorsOf,
  type SessionStatus,
  type SessionType,
} from '../../domain/session-state.ts';
import type { Scope } from '../transaction/scope.ts';
import { paymentSyncSessions } from './payment-sync-sessions-table.ts';

export type SyncSession = typeof paymentSyncSessions.$inferSelect;
export type NewSyncSession = Omit<typeof paymentSyncSessions.$inferInsert, 'workspaceId'>;

export interface SessionResult {
  readonly progress?: Record<string, unknown>;
  readonly errorSummary?: Record<string, unknown>;
  readonly performanceMetrics?: Record<string, unknown>;
  readonly runId?: string;
}

export interface SessionFilter {
  readonly provider?: PaymentProvider | undefined;
  readonly status?: SessionStatus | undefined;
  readonly type?: SessionType | undefined;
  /** Also deleted ones. */
  readonly includeDeleted?: boolean | undefined;
}

/** How many sessions are in each status. */
export type SessionCounts = Readonly<Record<SessionStatus, number>>;

/** `payment_sync_sessions`. */
export const syncSessions = ({ orm, workspaceId }: Scope) => {
  const t = paymentSyncSessions;
  const one = (id: SessionId) => and(eq(t.workspaceId, workspaceId), eq(t.id, id), isNull(t.deletedAt));
  const matching = ({ provider, status, type, includeDeleted }: SessionFilter) =>
    and(
      eq(t.workspaceId, workspaceId),
      provider && eq(t.providerName, provider),
      status && eq(t.status, status),
      type && eq(t.sessionType, type),
      includeDeleted ? undefined : isNull(t.deletedAt),
    );
  const newestFirst = [desc(t.createdAt), desc(t.id)];
  /**
   * UpdateSyncSessionStatus: changes the status and records the time. False if `status` may not follow the present one (a
   * final one is never left), or the session does not exist.
   */
  async function transition(
    id: SessionId,
    status: SessionStatus,
    result: SessionResult = {},
  ): Promise<boolean> {
    const ends = predecessorsOf(status).includes('running');
    const { rowCount } = await orm
      .update(t)
      .set({
        ...result,
        status,
        waitingSince: null,
        updatedAt: sql`now()`,
        ...(status === 'running' && { startedAt: sql`coalesce(${t.startedAt}, now())` }),
        ...(ends && { completedAt: sql`now()` }),
      })
      .where(and(one(id), inArray(t.status, predecessorsOf(status))));
    return (rowCount ?? 0) > 0;
  }

  /** A condition: behind this session, newest first. It may be hidden by now. */
  const behind = (session: SessionId) => {
    // In Postgres, since a `Date` has only its milliseconds.
    const last = orm
      .select({ at: t.createdAt, id: t.id })
      .from(t)
      .where(and(eq(t.workspaceId, workspaceId), eq(t.id, session)));
    return sql`(${t.createdAt}, ${t.id}) < (${last})`;
  };
  /** ListSyncSessions, …ByProvider, …ByStatus: newest first, behind the session `after`. */
  async function list(
    page: SessionFilter & {
      readonly limit: number;
      readonly offset?: number | undefined;
      readonly after?: SessionId | undefined;
    },
  ): Promise<SyncSession[]> {
    return await orm
      .select()
      .from(t)
      .where(and(matching(page), page.after && behind(page.after)))
      .orderBy(...newestFirst)
      .limit(page.limit)
      .offset(page.offset ?? 0);
  }

  return {
    /** CreateSyncSession. An existing session stays unchanged, since a retried activity may call again. */
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

    transition,

    /**
     * The session has its lock and waits for admission, from now or from when it first asked (`system.admissions` admits it).
     * If it has been admitted, records that its workflow knows. If it has ended, changes nothing.
     */
    async requestAdmission(id: SessionId, runId: string): Promise<void> {
      const waitingSince = sql`case when ${t.status} = 'pending' then coalesce(${t.waitingSince}, now()) end`;
      await orm
        .update(t)
        .set({ runId, waitingSince, updatedAt: sql`now()` })
        .where(and(one(id), inArray(t.status, ['pending', 'running'])));
    },

    /** UpdateSyncSessionProgress. False if the session does not run any more. */
    async saveProgress(id: SessionId, progress: Record<string, unknown>, runId: string): Promise<boolean> {
      const { rowCount } = await orm
        .update(t)
        .set({ progress, runId, updatedAt: sql`now()` })
        .where(and(one(id), inArray(t.status, ['pending', 'running'])));
      return (rowCount ?? 0) > 0;
    },

    /** UpdateSyncSessionError: the session has failed, and why. False if it had ended already, or does not exist. */
    async fail(id: SessionId, errorSummary: Record<string, unknown>): Promise<boolean> {
      return await transition(id, 'failed', { errorSummary });
    },

    /** GetSyncSessionByProvider. */
    async getByProvider(id: SessionId, provider: PaymentProvider): Promise<SyncSession | undefined> {
      const [row] = await orm
        .select()
        .from(t)
        .where(and(one(id), eq(t.providerName, provider)));
      return row;
    },

    list,

    /** CountSyncSessions, …ByProvider: up to `most`, so that it reads no more rows than these. */
    async count(filter: SessionFilter = {}, most = maxCountedSessions): Promise<number> {
      const some = orm.select({ id: t.id }).from(t).where(matching(filter)).limit(most).as('some');
      const [row] = await orm.select({ sessions: count() }).from(some);
      return row?.sessions ?? 0;
    },

    /** The same by status, from one index. */
    async countByStatus(provider?: PaymentProvider): Promise<SessionCounts> {
      const rows = await orm
        .select({ status: t.status, sessions: count() })
        .from(t)
        .where(matching({ provider }))
        .groupBy(t.status);
      const counts: SessionCounts = { pending: 0, running: 0, completed: 0, failed: 0, cancelled: 0 };
      return Object.assign(counts, Object.fromEntries(rows.map((row) => [row.status, row.sessions])));
    },

    /** GetActiveSyncSessionsByProvider: those that run or wait. */
    async activeByProvider(provider: PaymentProvider): Promise<SyncSession[]> {
      return await orm
        .select()
        .from(t)
        .where(and(matching({ provider }), inArray(t.status, ['pending', 'running'])))
        .orderBy(...newestFirst);
    },

    /** GetLatestSyncSessionByProvider. */
    async latestByProvider(provider: PaymentProvider): Promise<SyncSession | undefined> {
      const [row] = await list({ provider, limit: 1 });
      return row;
    },

    /** DeleteSyncSession: hides a session that has ended. False if it has not ended, or does not exist. */
    async delete(id: SessionId): Promise<boolean> {
      const { rowCount } = await orm
        .update(t)
        .set({ deletedAt: sql`now()`, updatedAt: sql`now()` })
        .where(and(one(id), inArray(t.status, ['completed', 'failed', 'cancelled'])));
      return (rowCount ?? 0) > 0;
    },
  };
};
