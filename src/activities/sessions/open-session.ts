import type { OpenedSession, OpenSession } from '../../contracts/activities.ts';
import { notConfigured } from '../../domain/connection.ts';
import { allowanceOf } from '../../domain/pace.ts';
import { askAgainAfter } from '../../domain/patience.ts';
import { syncModeOf } from '../../domain/session-state.ts';
import { admitSessions, type TellAdmitted } from './admit-sessions.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/**
 * The session's row as the workflow says: `pending` while it waits its turn in its workspace, and once that has come
 * `running`, where there is a place for it; where there is none it queues up. One that waits asks by the same way.
 */
export async function openSession(
  deps: ActivityDependencies,
  tell: TellAdmitted,
  { request, status, workflowId, runId }: OpenSession,
): Promise<OpenedSession> {
  const { workspaceId, provider, sessionId, sessionType } = request;
  const { config, session } = await deps.db.inWorkspace(workspaceId, async (ws) => {
    const config = await ws.paymentConfigs.get(provider);
    if (config === undefined || !config.isActive) throw notConfigured(deps.providers[provider].displayName);
    await ws.sessions.create({
      id: sessionId,
      providerName: provider,
      providerConfigId: config.id,
      sessionType,
      syncMode: syncModeOf[sessionType],
      entityTypes: [...request.entityTypes],
      batchSize: request.batchSize,
      maxConcurrentWorkers: request.maxConcurrentWorkers,
      workflowId,
      runId,
    });
    // Webhooks are never kept waiting.
    if (status === 'running' && sessionType === 'webhook_sync') {
      await ws.sessions.transition(sessionId, 'running', { runId });
    } else if (status === 'running') await ws.sessions.queueUp(sessionId, runId);
    return { config, session: await ws.sessions.get(sessionId) };
  });
  // Committed before it is asked: whoever ends meanwhile finds it in the queue.
  const waitsSince = session?.status === 'pending' ? session.queuedAt : null;
  const begins = waitsSince === null || (await letIn(deps, tell, request, runId));
  return {
    createdAt: (session?.createdAt ?? new Date()).toISOString(),
    allowance: allowanceOf(deps.providers[provider].limits(config), deps.merchantShare),
    pollAfterMs: begins ? null : askAgainAfter(Date.now() - waitsSince.getTime()),
  };
}

/** Whether a session that waits has a place now: given by this, or by somebody else a moment ago. */
async function letIn(
  deps: ActivityDependencies,
  tell: TellAdmitted,
  { workspaceId, sessionId: id }: OpenSession['request'],
  runId: string,
): Promise<boolean> {
  if (await admitSessions(deps, tell, { workspaceId, id })) return true;
  return await deps.db.inWorkspace(workspaceId, async ({ sessions }) => {
    await sessions.queueUp(id, runId);
    return (await sessions.get(id))?.status !== 'pending';
  });
}
