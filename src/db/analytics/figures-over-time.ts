import { unsorted } from '../transaction/unsorted.ts';
import type { Scope, Transaction } from '../transaction/scope.ts';

export const timeBuckets = ['hour', 'day'] as const;
export type TimeBucket = (typeof timeBuckets)[number];

/** Whole buckets (UTC), from the beginning of the first to the end of the last. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
  readonly bucket: TimeBucket;
}

/** The full and incremental sessions that began in one bucket. Seconds are those of the completed ones, from start to end. */
export interface SessionsBucket {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly syncs: number;
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p95: number | null;
  readonly max: number | null;
}

/** How many rows were written, and how many became tombstones. */
export interface RowsBucket {
  readonly start: number;
  readonly written: number;
  readonly deleted: number;
}

/** Requests that were sent to accounts. */
export interface ReadsBucket {
  readonly start: number;
  readonly requests: number;
}

/** From an event's arrival until it was settled, of the newest events of one bucket. */
export interface LagBucket {
  readonly start: number;
  readonly median: number;
  readonly p95: number;
}

/** Enough to tell a 95th percentile by. */
const eventsOfBucket = 200;
/** Over all workspaces, those whose newest events are the newest: however many there are, a look takes as long. */
const workspacesOfSample = 200;

const startOf = (time: string) => `extract(epoch from ${time})::float8 * 1000`;
const seconds = 'extract(epoch from completed_at - started_at)';
const ofCompleted = `filter (where status = 'completed')`;
const dayStart = startOf(`day::timestamp at time zone 'utc'`);

const sessions = (where: string): string => `
  select ${startOf(`date_trunc($3, created_at, 'UTC')`)} as start, count(*)::int as syncs,
    (count(*) ${ofCompleted})::int as completed, (count(*) filter (where status = 'failed'))::int as failed,
    (count(*) filter (where status = 'cancelled'))::int as cancelled,
    (avg(${seconds}) ${ofCompleted})::float8 as mean,
    (percentile_cont(0.5) within group (order by ${seconds}) ${ofCompleted})::float8 as median,
    (percentile_cont(0.95) within group (order by ${seconds}) ${ofCompleted})::float8 as p95,
    (max(${seconds}) ${ofCompleted})::float8 as max
  from payment_sync_sessions
  where ${where} and session_type in ('initial_sync', 'incremental_sync') and deleted_at is null
    and created_at >= $1 and created_at < $2
  group by 1`;

const rows = (where: string): string => `
  select ${dayStart} as start, coalesce(sum(written) filter (where not deleted), 0)::float8 as written,
    coalesce(sum(written) filter (where deleted), 0)::float8 as deleted
  from payment_sync_counts
  where ${where} and day >= ($1::timestamptz at time zone 'utc')::date and day < ($2::timestamptz at time zone 'utc')::date
  group by day`;

const reads = (where: string): string => `
  select ${dayStart} as start, sum(requests)::float8 as requests from sync_reads
  where ${where} and day >= ($1::timestamptz at time zone 'utc')::date and day < ($2::timestamptz at time zone 'utc')::date
  group by day`;

const lagQuantiles = `${startOf('b.start')} as start, percentile_cont(0.5) within group (order by e.lag) as median,
    percentile_cont(0.95) within group (order by e.lag) as p95
  from generate_series($1::timestamptz, $2::timestamptz - ('1 ' || $3)::interval, ('1 ' || $3)::interval) as b (start)`;

/** The condition on `received_at` that is always true is the index's: see webhook-inbox-table.ts. */
const settledEvents = (workspace: string, most: string): string => `
    select extract(epoch from state_at - received_at)::float8 as lag from webhook_inbox
    where workspace_id = ${workspace} and received_at > '-infinity' and received_at >= b.start
      and received_at < b.start + ('1 ' || $3)::interval and state in ('applied', 'stale', 'ignored')
    ${most}`;

const lag = `
  select ${lagQuantiles}
  cross join lateral (${settledEvents('$4', `order by received_at desc limit ${eventsOfBucket}`)}) e
  group by b.start`;

/** Of events that came within a day, so that of each bucket three days' partitions are looked at. */
const lagOfAll = `
  with sample as materialized (
    select workspace_id from sync_inboxes where stored_at is not null
    group by workspace_id order by max(stored_at) desc limit ${workspacesOfSample}
  )
  select ${lagQuantiles}
  cross join sample s
  cross join lateral (${settledEvents(
    's.workspace_id',
    `and event_day >= (b.start at time zone 'utc')::date - 1
      and event_day <= ((b.start + ('1 ' || $3)::interval) at time zone 'utc')::date
    order by received_at desc limit (select greatest(1, ${eventsOfBucket} / count(*)) from sample)`,
  )}) e
  group by b.start`;

const valuesOf = ({ from, to, bucket }: TimeRange) => [from, to, bucket];

/** A workspace's figures over time. Each reads what is of the range. */
export const workspaceFigures = ({ client, workspaceId }: Scope) => ({
  async sessions(range: TimeRange): Promise<SessionsBucket[]> {
    const values = [...valuesOf(range), workspaceId];
    const text = sessions('workspace_id = $4');
    return (await client.query<SessionsBucket>({ name: 'figures.sessions', text, values })).rows;
  },
  async rows({ from, to }: TimeRange): Promise<RowsBucket[]> {
    const values = [from, to, workspaceId];
    const text = rows('workspace_id = $3');
    return (await client.query<RowsBucket>({ name: 'figures.rows', text, values })).rows;
  },
  async reads({ from, to }: TimeRange): Promise<ReadsBucket[]> {
    const values = [from, to, workspaceId];
    const text = reads('workspace_id = $3');
    return (await client.query<ReadsBucket>({ name: 'figures.reads', text, values })).rows;
  },
  async webhookLag(range: TimeRange): Promise<LagBucket[]> {
    const values = [...valuesOf(range), workspaceId];
    await client.query(unsorted);
    return (await client.query<LagBucket>({ name: 'figures.webhookLag', text: lag, values })).rows;
  },
});

/** The same over all workspaces. */
export const figuresOfAll = ({ client }: Transaction) => ({
  async sessions(range: TimeRange): Promise<SessionsBucket[]> {
    const values = valuesOf(range);
    return (
      await client.query<SessionsBucket>({ name: 'allFigures.sessions', text: sessions('true'), values })
    ).rows;
  },
  async rows({ from, to }: TimeRange): Promise<RowsBucket[]> {
    const values = [from, to];
    return (await client.query<RowsBucket>({ name: 'allFigures.rows', text: rows('true'), values })).rows;
  },
  async reads({ from, to }: TimeRange): Promise<ReadsBucket[]> {
    const values = [from, to];
    return (await client.query<ReadsBucket>({ name: 'allFigures.reads', text: reads('true'), values })).rows;
  },
  async webhookLag(range: TimeRange): Promise<LagBucket[]> {
    const values = valuesOf(range);
    return (await client.query<LagBucket>({ name: 'allFigures.webhookLag', text: lagOfAll, values })).rows;
  },
});
