import type { ActiveSession } from '../db/queries/active-sessions.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** A workflow touches its session at least once a slice; younger rows may be between two statements. */
const quietMs = 10_000;
const atMost = 500;

/** How the sweep asks Temporal whether anybody works on a session. */
export type DescribeRun = (workflowId: string, runId: string) => Promise<'running' | 'closed' | 'absent'>;

/**
 * A workflow that was terminated, or lost with its server, cannot close its session: this does (I10). Throws while
 * Temporal is away: not knowing is no reason to fail anything.
 */
export async function failAbandonedSessions(
  { db }: ActivityDependencies,
  describeRun: DescribeRun,
): Promise<number> {
  const sessions = await db.asSystem('find sessions nobody works on', (system) =>
    system.activeSessions.untouchedSince(new Date(Date.now() - quietMs), atMost),
  );
  let failed = 0;
  for (const session of sessions) {
    const state = await describeRun(session.workflowId, session.runId);
    if (state !== 'running' && (await fail({ db }, session))) failed += 1;
  }
  return failed;
}

const message =
  'The workflow ended without closing the session: it was terminated, or lost. The next start goes on from its checkpoints.';

async function fail({ db }: Pick<ActivityDependencies, 'db'>, session: ActiveSession): Promise<boolean> {
  return await db.inWorkspace(session.workspaceId, async (ws) => {
    const errorSummary = { message, problems: [{ code: 'internal', message }] };
    return await ws.sessions.transition(session.id, 'failed', { errorSummary });
  });
}
