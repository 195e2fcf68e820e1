import { connectionKey } from '../../domain/connection.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { ScheduledSessionType } from '../../domain/sync-schedule.ts';
import type { syncSchedules } from '../connections/sync-schedules-table.ts';
import type { workspacePaymentConfigs } from '../connections/workspace-payment-configs-table.ts';
import type { Transaction } from '../transaction/scope.ts';

type Config = typeof workspacePaymentConfigs.$inferSelect;
type Schedule = typeof syncSchedules.$inferSelect;

/** What a connection's state is judged by, and whose it is. Never a credential, an object or an address. */
export interface OverviewRow extends Pick<
  Config,
  | 'workspaceId'
  | 'isActive'
  | 'hasCredentials'
  | 'throughPlatform'
  | 'hasWebhookSecret'
  | 'webhookProblem'
  | 'webhookRefusedAt'
  | 'webhookGapSince'
  | 'lastOutcome'
  | 'lastEndedAt'
  | 'lastProblem'
  | 'completeAt'
  | 'lateness'
> {
  readonly workspaceName: string;
  readonly provider: PaymentProvider;
  readonly schedule: Pick<Schedule, 'cron' | 'everySeconds' | 'timeZone' | 'paused'> | null;
  /** Since when events wait and no drain applies them. */
  readonly waitingSince: Date | null;
  /** The full or incremental session that has not ended. */
  readonly active: {
    readonly type: ScheduledSessionType;
    readonly waits: boolean;
    /** Milliseconds since 1970. */
    readonly since: number;
  } | null;
}

/** What a connection's own rows say of it. */
export type ConnectionRow = Omit<OverviewRow, 'waitingSince' | 'active'>;

/** What there is to know beside what an earlier look has read. Maps are by `connectionKey`. */
export interface OverviewLook {
  /** Those that were written since the earlier look, and perhaps some from before. */
  readonly rows: readonly ConnectionRow[];
  readonly waiting: ReadonlyMap<string, Date>;
  readonly active: ReadonlyMap<string, NonNullable<OverviewRow['active']>>;
  /** How many there are: fewer than are known means that some are gone. */
  readonly connections: number;
  readonly schedules: number;
  /** Where the next look goes on. */
  readonly position: string;
}

type Dates = 'webhookRefusedAt' | 'webhookGapSince' | 'lastEndedAt' | 'completeAt';

/** As it is read: a date is milliseconds since 1970, since the driver takes ten times as long for a `Date`. */
type ReadRow = Omit<ConnectionRow, Dates | 'schedule'> &
  Readonly<Record<Dates, number | null>> & {
    readonly cron: string | null;
    readonly everySeconds: number | null;
    readonly timeZone: string | null;
    readonly paused: boolean | null;
  };

interface ReadWaiting {
  readonly workspaceId: WorkspaceId;
  readonly provider: PaymentProvider;
  readonly waitingSince: Date;
}

type ReadActive = Pick<OverviewRow, 'workspaceId' | 'provider'> & NonNullable<OverviewRow['active']>;
type Counts = Pick<OverviewLook, 'connections' | 'schedules' | 'position'>;

const ms = (column: string): string => `extract(epoch from ${column})::float8 * 1000`;

/** All connections of workspaces that are not deleted. It grows with connections, never with objects, events or sessions. */
export const connectionsOverview = ({ client }: Transaction) => {
  const query = async <T extends object>(name: string, text: string, values: unknown[] = []): Promise<T[]> =>
    (await client.query<T>({ name: `connectionsOverview.${name}`, text, values })).rows;

  /**
   * All connections, or those that were written since the look that had this position. What few connections have comes by
   * itself: joined to all of them it would take as long as all the rest.
   */
  const look = async (since: string | null): Promise<OverviewLook> => {
    // The position first: what is written meanwhile is in the rows, or behind it.
    const [counts] = await query<Counts>('count', counted);
    const rows =
      since === null
        ? await query<ReadRow>('list', allConnections)
        : await query<ReadRow>('listWritten', writtenSince, [since]);
    const waiting = await query<ReadWaiting>('waiting', waitingInboxes);
    const active = await query<ReadActive>('active', activeSyncs);
    return {
      ...counts!,
      rows: rows.map(connectionRow),
      waiting: new Map(waiting.map((row) => [connectionKey(row), row.waitingSince])),
      active: new Map(active.map((row) => [connectionKey(row), row])),
    };
  };

  return {
    look,

    async list(): Promise<OverviewRow[]> {
      const { rows, waiting, active } = await look(null);
      return rows.map((row) => {
        const key = connectionKey(row);
        return { ...row, waitingSince: waiting.get(key) ?? null, active: active.get(key) ?? null };
      });
    },
  };
};

const connectionRow = ({ cron, everySeconds, timeZone, paused, ...row }: ReadRow): ConnectionRow => ({
  ...row,
  webhookRefusedAt: dateOf(row.webhookRefusedAt),
  webhookGapSince: dateOf(row.webhookGapSince),
  lastEndedAt: dateOf(row.lastEndedAt),
  completeAt: dateOf(row.completeAt),
  schedule: timeZone === null ? null : { cron, everySeconds, timeZone, paused: paused === true },
});

const dateOf = (time: number | null): Date | null => (time === null ? null : new Date(time));

const connections = `
  from workspace_payment_configs c
  join workspaces w on w.id = c.workspace_id and w.deleted_at is null
  left join sync_schedules s on s.workspace_id = c.workspace_id and s.payment_provider = c.provider_name`;

/** Whatever was not committed yet has at least the oldest transaction's id that ran. */
const counted = `
  select count(*)::int as connections, count(s.payment_provider)::int as schedules,
    pg_snapshot_xmin(pg_current_snapshot())::text as position ${connections}`;

const allConnections = `
  select c.workspace_id as "workspaceId", w.name as "workspaceName", c.provider_name as provider,
    c.is_active as "isActive", c.has_credentials as "hasCredentials",
    c.through_platform as "throughPlatform",
    c.has_webhook_secret as "hasWebhookSecret", c.webhook_problem as "webhookProblem",
    ${ms('c.webhook_refused_at')} as "webhookRefusedAt", ${ms('c.webhook_gap_since')} as "webhookGapSince",
    c.last_outcome as "lastOutcome", ${ms('c.last_ended_at')} as "lastEndedAt", c.last_problem as "lastProblem",
    ${ms('c.complete_at')} as "completeAt", c.lateness,
    s.cron, s.every_seconds as "everySeconds", s.time_zone as "timeZone", s.paused ${connections}`;

/** By the transaction that wrote each row: no index and no column of its own, and 10,000 rows are compared in some milliseconds. */
const writtenSince = `${allConnections}
  where least(age(c.xmin), age(w.xmin), age(s.xmin)) <= age($1::xid8::xid)`;

/** Those whose events no drain applies. */
const waitingInboxes = `
  select workspace_id as "workspaceId", payment_provider as provider, pending_since as "waitingSince"
  from sync_inboxes where pending_since is not null and coalesce(held_until, '-infinity') < now()`;

const activeSyncs = `
  select distinct on (workspace_id, provider_name) workspace_id as "workspaceId", provider_name as provider,
    session_type as type, status = 'pending' as waits, ${ms('coalesce(started_at, created_at)')} as since
  from payment_sync_sessions
  where status in ('pending', 'running') and session_type <> 'webhook_sync'
  order by workspace_id, provider_name, status desc, created_at`;
