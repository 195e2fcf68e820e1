import type { EntityType } from '../../domain/entities/entities.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionStatus, SessionType } from '../../domain/session-state.ts';
import type { Transaction } from '../transaction/scope.ts';

export interface ActiveCount {
  readonly workspaceId: WorkspaceId;
  readonly provider: PaymentProvider;
  readonly sessionType: SessionType;
  readonly status: Extract<SessionStatus, 'pending' | 'running'>;
  readonly sessions: number;
  /** Of those that wait for admission. */
  readonly waitingSince: Date | null;
}

/** What workers do and will do, as the database knows it. */
export interface Work {
  /** Full and incremental sessions that run: each has a slice running or waiting nearly all the time. */
  readonly syncs: number;
  /** Inboxes that a drain holds. */
  readonly drains: number;
  /** Sessions that wait for admission. */
  readonly waiting: number;
  readonly waitingSince: Date | null;
}

export interface InboxCount {
  readonly provider: PaymentProvider;
  readonly state: 'stored' | 'quarantined';
  readonly events: number;
  /** When the oldest was received, of connections that work: a connection that is off or fails lets its events wait. */
  readonly oldest: Date | null;
}

export interface SessionsByProvider {
  readonly provider: PaymentProvider;
  readonly sessions: number;
}

export interface BudgetUse {
  readonly workspaceId: WorkspaceId;
  readonly provider: PaymentProvider;
  readonly used: number;
}

export interface ConflictCount {
  readonly provider: PaymentProvider;
  readonly entityType: EntityType;
  readonly rows: number;
}

/** Of webhooks to the platform and to workspaces. */
export interface Outgoing {
  readonly on: number;
  /** On, and took nothing for an hour. */
  readonly failing: number;
  /** Switched off by the service. */
  readonly off: number;
  readonly waiting: number;
  /** Null if no attempt is due. */
  readonly oldestDue: Date | null;
}

/** A backlog may have millions: above this it is only known to be long. */
const mostEvents = 100_000;

/** Counts over all workspaces for metrics: of connections, sessions and what waits, never of objects or applied events. */
export const serviceState = ({ client }: Transaction) => ({
  async activeSessions(): Promise<ActiveCount[]> {
    const { rows } = await client.query<ActiveCount>({
      name: 'serviceState.activeSessions',
      text: `
        select workspace_id as "workspaceId", provider_name as provider, session_type as "sessionType", status,
          count(*)::int as sessions, min(waiting_since) filter (where status = 'pending') as "waitingSince"
        from payment_sync_sessions where status in ('pending', 'running')
        group by workspace_id, provider_name, session_type, status`,
    });
    return rows;
  },

  async work(): Promise<Work> {
    const { rows } = await client.query<Work>({
      name: 'serviceState.work',
      text: `
        select count(*) filter (where status = 'running' and session_type <> 'webhook_sync')::int as syncs,
          (select count(*)::int from sync_inboxes where held_until > now()) as drains,
          count(*) filter (where status = 'pending' and waiting_since is not null)::int as waiting,
          min(waiting_since) filter (where status = 'pending') as "waitingSince"
        from payment_sync_sessions where status in ('pending', 'running')`,
    });
    return rows[0]!;
  },

  /** Those that take more than three times the median of the last ten of their kind, of the connection's last 200. */
  async unusuallyLong(): Promise<SessionsByProvider[]> {
    const { rows } = await client.query<SessionsByProvider>({
      name: 'serviceState.unusuallyLong',
      text: `
        select s.provider_name as provider, count(*)::int as sessions
        from payment_sync_sessions s, lateral (
          select percentile_cont(0.5) within group (order by completed_at - started_at) as usual from (
            select started_at, completed_at from (
              select session_type, status, started_at, completed_at from payment_sync_sessions l
              where l.workspace_id = s.workspace_id and l.provider_name = s.provider_name and l.deleted_at is null
              order by l.created_at desc, l.id desc limit 200
            ) as last where session_type = s.session_type and status = 'completed' limit 10
          ) as alike
        ) as before
        where s.status = 'running' and s.session_type <> 'webhook_sync'
          and s.started_at < now() - interval '10 minutes' and now() - s.started_at > 3 * before.usual
        group by s.provider_name`,
    });
    return rows;
  },

  async inboxes(): Promise<InboxCount[]> {
    const some = (state: string) => `(
      select workspace_id, payment_provider, state, received_at from webhook_inbox where state = '${state}' limit ${mostEvents})`;
    const { rows } = await client.query<InboxCount>({
      name: 'serviceState.inboxes',
      text: `
        select i.payment_provider as provider, i.state, count(*)::int as events,
          min(i.received_at) filter (where c.is_active and c.sync_status <> 'failed') as oldest
        from (${some('stored')} union all ${some('quarantined')}) as i
        left join workspace_payment_configs c
          on c.workspace_id = i.workspace_id and c.provider_name = i.payment_provider
        group by i.payment_provider, i.state`,
    });
    return rows;
  },

  /** Requests of 30 days as a part of the budget, of connections that have one. */
  async readBudgets(): Promise<BudgetUse[]> {
    const { rows } = await client.query<BudgetUse>({
      name: 'serviceState.readBudgets',
      text: `
        select c.workspace_id as "workspaceId", c.provider_name as provider,
          (coalesce(sum(r.requests), 0) / greatest(c.read_budget, 1))::float8 as used
        from workspace_payment_configs c
        left join sync_reads r on r.workspace_id = c.workspace_id and r.payment_provider = c.provider_name
          and r.day > (now() at time zone 'utc')::date - 30
        where c.read_budget is not null
        group by c.workspace_id, c.provider_name, c.read_budget`,
    });
    return rows;
  },

  async outgoing(): Promise<Outgoing> {
    const { rows } = await client.query<Outgoing>({
      name: 'serviceState.outgoing',
      text: `
        select count(*) filter (where disabled_at is null)::int as "on",
          count(*) filter (where disabled_at is null and failing_since < now() - interval '1 hour')::int as failing,
          count(*) filter (where disabled_at is not null and disabled_reason <> 'by_request')::int as off,
          (select count(*)::int from (select from deliveries where state = 'waiting' limit ${mostEvents}) as counted) as waiting,
          (select due_at from deliveries d where state = 'waiting' and due_at < now() and exists (
             select from receivers r where r.workspace_id = d.workspace_id and r.id = d.receiver_id
               and r.disabled_at is null and (r.held_until is null or r.held_until < now())
           ) order by due_at limit 1) as "oldestDue"
        from receivers`,
    });
    return rows[0]!;
  },

  async conflicts(): Promise<ConflictCount[]> {
    const { rows } = await client.query<ConflictCount>({
      name: 'serviceState.conflicts',
      text: `
        select payment_provider as provider, entity_type as "entityType", sum(rows)::int as rows
        from payment_sync_counts where payment_sync_status = 'conflict'
        group by payment_provider, entity_type`,
    });
    return rows;
  },
});
