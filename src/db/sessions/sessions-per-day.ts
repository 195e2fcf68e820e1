import { and, avg, count, eq, gte, isNull, max, sql } from 'drizzle-orm';
import type { SessionStatus } from '../../domain/session-state.ts';
import type { Scope } from '../transaction/scope.ts';
import { paymentSyncSessions } from './payment-sync-sessions-table.ts';
import { firstDay, type DaysFilter } from '../analytics/sync-counts.ts';

/** The sessions that began on one day (UTC, `YYYY-MM-DD`). */
export interface DaySessions {
  readonly day: string;
  readonly sessions: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  /** The share of completed ones among those that completed or failed, 0–1; null if there are none. */
  readonly successRate: number | null;
  /** Seconds from start to completion of the completed ones; null if there are none. */
  readonly meanSeconds: number | null;
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
  readonly maxSeconds: number | null;
}

const s = paymentSyncSessions;
const seconds = sql`extract(epoch from ${s.completedAt} - ${s.startedAt})::float8`;
const ofCompleted = sql`filter (where ${s.status} = 'completed')`;
const ended = (status: SessionStatus) =>
  sql<number>`count(*) filter (where ${s.status} = ${status})`.mapWith(Number);
const percentile = (share: '0.5' | '0.95') =>
  sql<number | null>`percentile_cont(${sql.raw(share)}) within group (order by ${seconds}) ${ofCompleted}`;

/** How many sessions began, how they ended and how long they took. Days without one have no row. */
export async function sessionsPerDay(
  { orm, workspaceId }: Scope,
  { days, provider }: DaysFilter,
): Promise<DaySessions[]> {
  const rows = await orm
    .select({
      day: sql<string>`to_char(${s.createdAt} at time zone 'utc', 'YYYY-MM-DD')`,
      sessions: count(),
      completed: ended('completed'),
      failed: ended('failed'),
      cancelled: ended('cancelled'),
      meanSeconds: sql<number | null>`${avg(seconds)} ${ofCompleted}`,
      medianSeconds: percentile('0.5'),
      p95Seconds: percentile('0.95'),
      maxSeconds: sql<number | null>`${max(seconds)} ${ofCompleted}`,
    })
    .from(s)
    .where(
      and(
        eq(s.workspaceId, workspaceId),
        isNull(s.deletedAt),
        provider && eq(s.providerName, provider),
        gte(s.createdAt, sql`${firstDay(days)}::timestamp at time zone 'utc'`),
      ),
    )
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  return rows.map((row) => ({ ...row, successRate: successRate(row.completed, row.failed) }));
}

const successRate = (completed: number, failed: number): number | null =>
  completed + failed === 0 ? null : completed / (completed + failed);
