import type { CloseSession } from '../../contracts/activities.ts';
import type { FailedObjects } from '../../db/sessions/journal.ts';
import { isFinal, type SyncOutcome } from '../../domain/session-state.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { announce } from '../notifications/announce.ts';
import { admitSessions } from './admit-sessions.ts';
import { countEnd } from './count-end.ts';
import { noteEnd } from './note-end.ts';

/**
 * Ends the session: writes its final status with what it did and what went wrong, and takes its claims away, so that no
 * page in flight is written after it. Then another session can be admitted. A session that has ended stays as it is.
 */
export async function closeSession(deps: ActivityDependencies, input: CloseSession): Promise<SyncOutcome> {
  const { session, status, progress } = input;
  const { end, row } = await deps.db.inWorkspace(session.workspaceId, async (ws) => {
    if (progress !== null) await ws.listings.release(session.provider);
    const failed = progress === null ? [] : await ws.journal.failedObjects(session.sessionId);
    const problems = [...input.problems, ...failed.map(asProblem)];
    const closed = await ws.sessions.transition(session.sessionId, status, {
      ...(progress !== null && {
        progress: { ...progress },
        performanceMetrics: { requests: progress.requests, rate_limited: progress.rateLimited },
      }),
      ...(problems.length > 0 && { errorSummary: { message: problems[0]!.message, problems } }),
    });
    await ws.analytics.foldCounts();
    const before = closed ? await ws.paymentConfigs.get(session.provider) : undefined;
    if (closed) await ws.paymentConfigs.recordEnd(session.sessionId);
    if (closed && status !== 'cancelled') {
      await ws.paymentConfigs.recordSync(session.provider, status === 'completed' ? 'active' : 'failed');
      if (status === 'completed') await ws.webhookChecks.closeGap(session.provider);
    }
    const row = await ws.sessions.get(session.sessionId);
    if (!closed || row === undefined) return { end: undefined, row };
    const end = { session: row, before, status, problems, entities: progress?.entities ?? null };
    await noteEnd(ws, end);
    return { end, row };
  });
  if (end !== undefined) countEnd(deps.metrics, end);
  await admitSessions(deps);
  await announce(deps);
  return row !== undefined && isFinal(row.status) ? row.status : status;
}

function asProblem({
  entityType,
  externalId,
  objects,
  reason,
}: FailedObjects): CloseSession['problems'][number] {
  const which = objects === 1 ? externalId : `${externalId} and ${objects - 1} more`;
  return {
    code: 'database_refused',
    message: `Of ${entityType}, ${which} cannot be stored: ${reason}.`,
    entityType,
  };
}
