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
  | 'credentialsSealedBy'
  | 'webhookSecretSealedBy'
  | 'webhookProblem'
  | 'webhookRefusedAt'
  | 'webhookGapSince'
  | 'lastOutcome'
  | 'lastEndedAt'
  | 'lastProblem'
  | 'completeAt'
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
    readonly since: string;
  } | null;
}

/** All connections of workspaces that are not deleted. It grows with connections, never with objects, events or sessions. */
export const connectionsOverview = ({ client }: Transaction) => ({
  async list(): Promise<OverviewRow[]> {
    const { rows } = await client.query<OverviewRow>({
      name: 'connectionsOverview.list',
      text: `
        select c.workspace_id as "workspaceId", w.name as "workspaceName", c.provider_name as provider,
          c.is_active as "isActive", c.credentials_sealed_by as "credentialsSealedBy",
          c.webhook_secret_sealed_by as "webhookSecretSealedBy", c.webhook_problem as "webhookProblem",
          c.webhook_refused_at as "webhookRefusedAt", c.webhook_gap_since as "webhookGapSince",
          c.last_outcome as "lastOutcome", c.last_ended_at as "lastEndedAt", c.last_problem as "lastProblem",
          c.complete_at as "completeAt",
          case when s.workspace_id is not null then json_build_object(
            'cron', s.cron, 'everySeconds', s.every_seconds, 'timeZone', s.time_zone, 'paused', s.paused) end as schedule,
          case when coalesce(i.held_until, '-infinity') < now() then i.pending_since end as "waitingSince",
          case when a.workspace_id is not null then json_build_object('type', a.session_type, 'waits', a.status = 'pending',
            'since', coalesce(a.started_at, a.created_at)) end as active
        from workspace_payment_configs c
        join workspaces w on w.id = c.workspace_id and w.deleted_at is null
        left join sync_schedules s on s.workspace_id = c.workspace_id and s.payment_provider = c.provider_name
        left join sync_inboxes i on i.workspace_id = c.workspace_id and i.payment_provider = c.provider_name
        left join (
          select distinct on (workspace_id, provider_name) workspace_id, provider_name, session_type, status, started_at, created_at
          from payment_sync_sessions
          where status in ('pending', 'running') and session_type <> 'webhook_sync'
          order by workspace_id, provider_name, status desc, created_at
        ) a on a.workspace_id = c.workspace_id and a.provider_name = c.provider_name`,
    });
    return rows;
  },
});
