import type { CloseSession } from '../../contracts/activities.ts';
import { admitSessions, type TellAdmitted } from './admit-sessions.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/**
 * The session's end: its final status with what it did and what went wrong; no page in flight is written after it. Its
 * place goes to the next.
 */
export async function closeSession(
  deps: ActivityDependencies,
  tell: TellAdmitted,
  input: CloseSession,
): Promise<void> {
  const { session, status, progress, problems } = input;
  await deps.db.inWorkspace(session.workspaceId, async (ws) => {
    if (progress !== null) await ws.listings.release(session.provider);
    const closed = await ws.sessions.transition(session.sessionId, status, {
      ...(progress !== null && {
        progress: { ...progress },
        performanceMetrics: { requests: progress.requests, rate_limited: progress.rateLimited },
      }),
      ...(problems.length > 0 && { errorSummary: { message: problems[0]!.message, problems } }),
    });
    await ws.analytics.foldCounts();
    if (closed && status !== 'cancelled') {
      await ws.paymentConfigs.recordSync(session.provider, status === 'completed' ? 'active' : 'failed');
    }
  });
  await admitSessions(deps, tell);
}
