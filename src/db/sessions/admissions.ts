import type { Connection } from '../../domain/connection.ts';
import type { SessionId, WorkspaceId } from '../../domain/ids.ts';
import type { Transaction } from '../transaction/scope.ts';

export interface SessionKey {
  readonly workspaceId: WorkspaceId;
  readonly id: SessionId;
}

export interface AdmittedSession extends SessionKey, Connection {}

export interface WaitingPosition {
  /** 1 is the next. */
  readonly position: number;
  readonly since: Date;
}

/** Any number that is not used for another advisory lock in this database. */
const admissionLock = 7_140_150_002;

/** Which sessions may run, over all workspaces. Webhook sessions need no admission. */
export const admissions = ({ client }: Transaction) => ({
  /**
   * Admits the longest waiting sessions, at most `maxAdmitted`, while fewer than `limit` run. Each except `own` keeps `waiting_since`
   * until its workflow knows and asks (`sessions.requestAdmission`).
   */
  async admit(limit: number, maxAdmitted: number, own: SessionKey | null): Promise<AdmittedSession[]> {
    // One at a time, or two would count the same free admission. If none waits there is nothing to lock: a session commits
    // that it waits before it counts, so it sees every admission that was free when this statement did not see the session.
    const { rowCount } = await client.query({
      name: 'admissions.lock',
      text: `select pg_advisory_xact_lock(${admissionLock}) from (
               select from payment_sync_sessions where status = 'pending' and waiting_since is not null limit 1) as anybody`,
    });
    if (rowCount === 0) return [];
    // A statement of its own, so that its snapshot is taken under the lock. It uses the clock and not the transaction's start,
    // which was before the lock: no session says that it began before the session that it replaces ended.
    const { rows } = await client.query<AdmittedSession>({
      name: 'admissions.admit',
      text: `
        with admitted as (
          update payment_sync_sessions s set status = 'running', started_at = clock_timestamp(),
            updated_at = clock_timestamp(),
            waiting_since = case when s.workspace_id = $3 and s.id = $4 then null else s.waiting_since end
          from (
            select w.workspace_id, w.id from payment_sync_sessions w
            where w.status = 'pending' and w.waiting_since is not null
            order by w.waiting_since, w.id
            limit least($2::int, greatest(0, $1::int - (select count(*) from payment_sync_sessions r
              where r.status = 'running' and r.session_type <> 'webhook_sync')))
          ) as longest
          where s.workspace_id = longest.workspace_id and s.id = longest.id and s.status = 'pending'
          returning s.workspace_id, s.id, s.provider_name, s.session_type, s.entity_types
        ), told as (
          insert into notifications (workspace_id, type, data)
          select workspace_id, 'sync.started', jsonb_build_object('workspace_id', workspace_id, 'provider', provider_name,
            'session_id', id, 'session_type', session_type, 'entity_types', entity_types)
          from admitted
        )
        select workspace_id as "workspaceId", id, provider_name as provider from admitted`,
      values: [limit, maxAdmitted, own?.workspaceId ?? null, own?.id ?? null],
    });
    return rows;
  },

  /** One more than the number that wait before a session; undefined if it does not wait for admission. */
  async positionOf({ workspaceId, id }: SessionKey): Promise<WaitingPosition | undefined> {
    const { rows } = await client.query<WaitingPosition>({
      name: 'admissions.positionOf',
      text: `
        select s.waiting_since as since, (
          select 1 + count(*)::int from payment_sync_sessions w
          where w.status = 'pending' and w.waiting_since is not null and (w.waiting_since, w.id) < (s.waiting_since, s.id)
        ) as position
        from payment_sync_sessions s
        where s.workspace_id = $1 and s.id = $2 and s.status = 'pending' and s.waiting_since is not null`,
      values: [workspaceId, id],
    });
    return rows[0];
  },
});
