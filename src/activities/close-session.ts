import type { CloseSession } from '../contracts/activities.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** The session's end: its final status with what it did and what went wrong; no page in flight is written after it. */
export async function closeSession({ db }: ActivityDependencies, input: CloseSession): Promise<void> {
  const { session, status, progress, problems } = input;
  await db.inWorkspace(session.workspaceId, async (ws) => {
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
}
