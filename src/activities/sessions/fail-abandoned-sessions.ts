import type { SessionProgress } from '../../contracts/sessions.ts';
import type { ActiveSession } from '../../db/sessions/active-sessions.ts';
import type { Connection } from '../../domain/connection.ts';
import { admitSessions, type TellAdmitted } from './admit-sessions.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/**
 * A workflow touches its session at least once a slice; younger rows may be between two statements. One that waits does
 * so when it asks, up to five minutes apart: of hundreds that wait, each is looked at now and then.
 */
const quietMs = { running: 10_000, pending: 30_000 };
const atMost = 500;

/** How the sweep asks Temporal whether anybody works on a session. Throws while Temporal is away. */
export type DescribeRun = (workflowId: string, runId: string) => Promise<'running' | 'closed' | 'absent'>;
/** How it asks the workflow at which session it is; null where nobody answers. */
export type AskProgress = (
  connection: Connection,
) => Promise<Pick<SessionProgress, 'sessionId' | 'queued'> | null>;

export interface AbandonedSessionPorts {
  readonly describeRun: DescribeRun;
  readonly askProgress: AskProgress;
  readonly tellAdmitted: TellAdmitted;
}

/**
 * A workflow that was terminated, or lost with its server, cannot close its session: this does (I10), and gives its
 * place to the next. One that was given a place and did not hear of it is told again. Throws while Temporal is away: not
 * knowing is no reason to fail anything.
 */
export async function failAbandonedSessions(
  deps: ActivityDependencies,
  ports: AbandonedSessionPorts,
): Promise<number> {
  const { db } = deps;
  const now = Date.now();
  const before = { running: new Date(now - quietMs.running), pending: new Date(now - quietMs.pending) };
  const sessions = await db.asSystem('find sessions nobody works on', (system) =>
    system.activeSessions.untouchedSince(before, atMost),
  );
  const waiting: ActiveSession[] = [];
  let failed = 0;
  for (const session of sessions) {
    const why = await whyAbandoned(session, ports);
    if (why !== null) {
      if (await fail(deps, session, why)) failed += 1;
    } else if (session.status === 'pending') waiting.push(session);
    else if (session.unheard) await ports.tellAdmitted(session);
  }
  if (waiting.length > 0) {
    await db.asSystem('find sessions nobody works on', (system) => system.activeSessions.touch(waiting));
  }
  // Also where none was failed: a process may have died between a session's end and the next one's beginning.
  await admitSessions(deps, ports.tellAdmitted);
  return failed;
}

const ended =
  'The workflow ended without closing the session: it was terminated, or lost. The next start goes on from its checkpoints.';
/** A workflow task that Temporal takes back, as it may when many starts come at once, leaves the row it wrote. */
const neverBegan = 'The session never began: another start was accepted in its place.';

async function whyAbandoned(
  session: ActiveSession,
  { describeRun, askProgress }: AbandonedSessionPorts,
): Promise<string | null> {
  const { id, workflowId, runId, contested } = session;
  if ((await describeRun(workflowId, runId)) !== 'running') return ended;
  const progress = contested ? await askProgress(session) : null;
  return progress === null || progress.sessionId === id || progress.queued === id ? null : neverBegan;
}

async function fail(
  { db }: Pick<ActivityDependencies, 'db'>,
  session: ActiveSession,
  message: string,
): Promise<boolean> {
  return await db.inWorkspace(session.workspaceId, async (ws) => {
    const errorSummary = { message, problems: [{ code: 'internal', message }] };
    return await ws.sessions.transition(session.id, 'failed', { errorSummary });
  });
}
