import type { SessionStatus } from '../../domain/session-state.ts';
import type { Transaction } from '../transaction/scope.ts';
import type { AdmittedSession, SessionKey } from './admissions.ts';

export interface ActiveSession extends AdmittedSession {
  readonly workflowId: string;
  readonly runId: string;
  readonly status: Extract<SessionStatus, 'pending' | 'running'>;
  /** It was given a place, and its workflow has not said that it heard of it. */
  readonly unheard: boolean;
  /** Another of the same workspace and provider says that it is active, too. */
  readonly contested: boolean;
}

/** Sessions that say they are worked on, or wait, over all workspaces. */
export const activeSessions = ({ client }: Transaction) => ({
  /**
   * Those last touched before a time, `limit` at most, the longest untouched first; but those that wait, who may be
   * many, after those that run.
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
            run_id as "runId", status, status = 'running' and queued_at is not null as unheard, updated_at,
            count(*) over (partition by workspace_id, provider_name) > 1 as contested
          from payment_sync_sessions where status in ('pending', 'running')
        ) as active
        where updated_at < case status when 'running' then $1::timestamptz else $2::timestamptz end
        order by status desc, updated_at limit $3`,
      values: [before.running, before.pending, limit],
    });
    return rows;
  },

  /** Somebody works on them after all: next time others are looked at before them. */
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
