import type { ActiveSession } from '../../db/sessions/active-sessions.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { admitSessions } from './admit-sessions.ts';
import { countEnd } from './count-end.ts';
import { noteEnd } from './note-end.ts';

/**
 * A workflow touches its session at least once a slice; younger rows may be between two statements. A session that waits
 * touches its row when it polls, up to five minutes apart: of hundreds that wait, each is looked at now and then.
 */
const quietMs = { running: 10_000, pending: 30_000 };
const maxSessions = 500;

/**
 * Closes the sessions of workflows that cannot do it themselves, because they were terminated or lost with their server
 * (I10), and admits others in their stead. Tells workflows again that have not noticed their admission. Resolves to how
 * many it failed. Throws while Temporal is down: not knowing is no reason to fail anything.
 */
export async function failAbandonedSessions(
  deps: Pick<ActivityDependencies, 'db' | 'workflows' | 'maxConcurrentSyncs' | 'metrics'>,
): Promise<number> {
  const { db, workflows } = deps;
  const now = Date.now();
  const before = { running: new Date(now - quietMs.running), pending: new Date(now - quietMs.pending) };
  const sessions = await db.asSystem('find abandoned sessions', (system) =>
    system.activeSessions.untouchedSince(before, maxSessions),
  );
  const waiting: ActiveSession[] = [];
  let failed = 0;
  for (const session of sessions) {
    const why = await whyAbandoned(session, workflows);
    if (why !== null) {
      if (await fail(deps, session, why)) failed += 1;
    } else if (session.status === 'pending') waiting.push(session);
    else if (session.unheard) await workflows.tellAdmitted(session);
  }
  if (waiting.length > 0) {
    await db.asSystem('find abandoned sessions', (system) => system.activeSessions.touch(waiting));
  }
  deps.metrics.sweepActions({ action: 'failed_session' }, failed);
  // Also if none was failed: a process may have died between a session's end and the next one's admission.
  await admitSessions(deps);
  return failed;
}

const ended =
  'The workflow ended without closing the session: it was terminated, or lost. The next start goes on from its checkpoints.';
/** If Temporal takes a workflow task back, as it may when many starts come at once, the row that it wrote is left. */
const neverBegan = 'The session never began: another start was accepted in its place.';

async function whyAbandoned(
  session: ActiveSession,
  workflows: ActivityDependencies['workflows'],
): Promise<string | null> {
  const { id, workflowId, runId, contested } = session;
  if ((await workflows.describe(workflowId, runId)) !== 'running') return ended;
  const progress = contested ? await workflows.progress(session) : null;
  return progress === null || progress.sessionId === id || progress.queued === id ? null : neverBegan;
}

async function fail(
  { db, metrics }: Pick<ActivityDependencies, 'db' | 'metrics'>,
  session: ActiveSession,
  message: string,
): Promise<boolean> {
  const problems = [{ code: 'internal', message }] as const;
  const failed = await db.inWorkspace(session.workspaceId, async (ws) => {
    const errorSummary = { message, problems };
    if (!(await ws.sessions.transition(session.id, 'failed', { errorSummary }))) return undefined;
    const before = await ws.paymentConfigs.get(session.provider);
    await ws.paymentConfigs.recordEnd(session.id);
    const row = (await ws.sessions.get(session.id))!;
    await noteEnd(ws, { session: row, before, status: 'failed', problems, entities: null });
    return row;
  });
  if (failed === undefined) return false;
  countEnd(metrics, { session: failed, status: 'failed', problems, entities: null });
  return true;
}
