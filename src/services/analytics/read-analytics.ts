import type {
  LagBucket,
  ReadsBucket,
  RowsBucket,
  SessionsBucket,
  TimeRange,
} from '../../db/analytics/figures-over-time.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/** What happened in one bucket. Null: not known for buckets of this length, or there was nothing. */
export interface AnalyticsBucket {
  readonly start: Date;
  readonly sessions: Omit<SessionsBucket, 'start'>;
  readonly rows: Pick<RowsBucket, 'written' | 'deleted'> | null;
  readonly requests: number | null;
  readonly webhookLag: Pick<LagBucket, 'median' | 'p95'> | null;
}

export interface Analytics {
  readonly range: TimeRange;
  /** All of the range, also those in which nothing happened. */
  readonly buckets: readonly AnalyticsBucket[];
}

export const bucketMs: Record<TimeRange['bucket'], number> = { hour: 3_600_000, day: 86_400_000 };

/** Reads are kept for 36 days, of which the first may be partly gone. */
const readsKeptMs = 35 * bucketMs.day;

/** The smallest range of whole buckets (UTC) that has both. */
export const wholeBuckets = ({ from, to, bucket }: TimeRange): TimeRange => ({
  from: new Date(Math.floor(from.getTime() / bucketMs[bucket]) * bucketMs[bucket]),
  to: new Date(Math.ceil(to.getTime() / bucketMs[bucket]) * bucketMs[bucket]),
  bucket,
});

export async function readAnalytics(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  range: TimeRange,
): Promise<Analytics> {
  return await db.inWorkspace(workspaceId, async ({ figures }) => {
    const days = range.bucket === 'day';
    return analyticsOf(range, {
      sessions: await figures.sessions(range),
      rows: days ? await figures.rows(range) : null,
      reads: days ? await figures.reads(range) : null,
      lag: await figures.webhookLag(range),
    });
  });
}

/** Over all workspaces, for the platform. */
export async function readAnalyticsOfAll(
  { db }: Pick<ServiceDeps, 'db'>,
  range: TimeRange,
): Promise<Analytics> {
  return await db.asSystem('read analytics', async ({ figures }) => {
    const days = range.bucket === 'day';
    return analyticsOf(range, {
      sessions: await figures.sessions(range),
      rows: days ? await figures.rows(range) : null,
      reads: days ? await figures.reads(range) : null,
      lag: await figures.webhookLag(range),
    });
  });
}

interface Found {
  readonly sessions: readonly SessionsBucket[];
  readonly rows: readonly RowsBucket[] | null;
  readonly reads: readonly ReadsBucket[] | null;
  readonly lag: readonly LagBucket[];
}

const noSessions: AnalyticsBucket['sessions'] = {
  syncs: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
  mean: null,
  median: null,
  p95: null,
  max: null,
};

function analyticsOf(range: TimeRange, found: Found): Analytics {
  const sessions = byStart(found.sessions);
  const rows = found.rows && byStart(found.rows);
  const reads = found.reads && byStart(found.reads);
  const lag = byStart(found.lag);
  const buckets: AnalyticsBucket[] = [];
  for (let at = range.from.getTime(); at < range.to.getTime(); at += bucketMs[range.bucket]) {
    const keptReads = at >= Date.now() - readsKeptMs ? reads : null;
    buckets.push({
      start: new Date(at),
      sessions: sessions.get(at) ?? noSessions,
      rows: rows && (rows.get(at) ?? { written: 0, deleted: 0 }),
      requests: keptReads && (keptReads.get(at)?.requests ?? 0),
      webhookLag: lag.get(at) ?? null,
    });
  }
  return { range, buckets };
}

const byStart = <T extends { readonly start: number }>(found: readonly T[]): Map<number, T> =>
  new Map(found.map((each) => [each.start, each]));
