import type { SessionStatus } from '../../domain/session-state.ts';
import type { Transaction } from '../transaction/scope.ts';
import type { AdmittedSession, SessionKey } from './admissions.ts';

export interface ActiveSession extends AdmittedSession {
  readonly workflowId: string;
  readonly runId: string;
  readonly status: Extract<SessionStatus, 'pending' | 'running'>;
  /** It has been admitted, and its workflow has not confirmed that it knows. */
  readonly unheard: boolean;
  /** Another session of the same connection is active, too. */
  readonly contested: boolean;
}

/** Sessions whose row says `running` or `pending`, over all workspaces. */
export const activeSessions = ({ client }: Transaction) => ({
  /**
   * At most `limit` of those last touched before a time, the longest untouched first. Running sessions come before
   * waiting ones, which may be many.
   */
  async untouchedSince(
    before: Record<ActiveSession['status'], Date>,
    limit: number,
  ): Promise<ActiveSession[]> {
    const { rows } = await client.query<ActiveSession>({
      name: 'activeSessions.untouchedSince',
      text: `
        select "workspaceId", id, provider, "workflowId", "runId", status, unheard, contested
        from (
          select workspace_id as "workspaceId", id, provider_name as provider, workflow_id as "workflowId",
            run_id as "runId", status, status = 'running' and waiting_since is not null as unheard, updated_at,
            count(*) over (partition by workspace_id, provider_name) > 1 as contested
          from payment_sync_sessions where status in ('pending', 'running')
        ) as active
        where updated_at < case status when 'running' then $1::timestamptz else $2::timestamptz end
        order by status desc, updated_at limit $3`,
      values: [before.running, before.pending, limit],
    });
    return rows;
  },

  /** Marks them as alive, so that the next sweep checks others first. */
  async touch(sessions: readonly SessionKey[]): Promise<void> {
    await client.query({
      name: 'activeSessions.touch',
      text: `
        update payment_sync_sessions s set updated_at = now()
        from unnest($1::uuid[], $2::uuid[]) as alive (workspace_id, id)
        where s.workspace_id = alive.workspace_id and s.id = alive.id and s.status in ('pending', 'running')`,
      values: [sessions.map(({ workspaceId }) => workspaceId), sessions.map(({ id }) => id)],
    });
  },
});
