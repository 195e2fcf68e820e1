import type { EntityProgress, SessionProgress, SessionProblem } from '../../contracts/sessions.ts';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { SyncOutcome } from '../../domain/session-state.ts';
import type { WorkerMetrics } from '../../telemetry/metrics/worker-metrics.ts';

export interface SessionEnd {
  readonly session: Pick<
    SyncSession,
    'workspaceId' | 'providerName' | 'sessionType' | 'entityTypes' | 'createdAt' | 'startedAt'
  >;
  readonly status: SyncOutcome;
  readonly problems: readonly SessionProblem[];
  /** Null if it is not known. */
  readonly entities: SessionProgress['entities'] | null;
}

/** Counts a session that has ended: once, after the transaction that ended it. */
export function countEnd(
  metrics: Pick<WorkerMetrics, 'sessions' | 'syncDuration' | 'syncErrors'>,
  { session, status, problems, entities }: SessionEnd,
): void {
  const { providerName: provider, sessionType, startedAt } = session;
  const labels = { workspace_id: session.workspaceId, provider };
  metrics.sessions({ provider, session_type: sessionType, status }, 1);
  for (const { code } of problems) metrics.syncErrors({ ...labels, error_type: code }, 1);
  // Webhooks are applied as long as they arrive: how long that is says nothing.
  if (sessionType === 'webhook_sync' || startedAt === null) return;
  const seconds = (Date.now() - startedAt.getTime()) / 1000;
  for (const entityType of session.entityTypes) {
    const ended = statusOf(status, entities?.[entityType]);
    metrics.syncDuration({ ...labels, entity_type: entityType, status: ended }, seconds);
  }
}

/** An entity that was listed to its end is complete, also if another one failed the session. */
const statusOf = (session: SyncOutcome, entity: EntityProgress | undefined): SyncOutcome =>
  session === 'failed' && entity?.state === 'complete' ? 'completed' : session;
