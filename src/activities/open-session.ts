import type { OpenedSession, OpenSession } from '../contracts/activities.ts';
import { allowanceOf } from '../domain/pace.ts';
import { syncModeOf } from '../domain/session-state.ts';
import { notConfigured } from './connect-account.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** The session's row as the workflow says: `pending` while it waits its turn, `running` once it works. */
export async function openSession(
  { db, providers, merchantShare, stripeLimits }: ActivityDependencies,
  { request, status, workflowId, runId }: OpenSession,
): Promise<OpenedSession> {
  const { workspaceId, provider, sessionId } = request;
  return await db.inWorkspace(workspaceId, async (ws) => {
    const config = await ws.paymentConfigs.get(provider);
    if (config === undefined || !config.isActive) throw notConfigured(providers[provider].displayName);
    await ws.sessions.create({
      id: sessionId,
      providerName: provider,
      providerConfigId: config.id,
      sessionType: request.sessionType,
      syncMode: syncModeOf[request.sessionType],
      entityTypes: [...request.entityTypes],
      batchSize: request.batchSize,
      maxConcurrentWorkers: request.maxConcurrentWorkers,
      workflowId,
      runId,
    });
    if (status === 'running') await ws.sessions.transition(sessionId, 'running', { runId });
    const session = await ws.sessions.get(sessionId);
    return {
      createdAt: (session?.createdAt ?? new Date()).toISOString(),
      allowance: allowanceOf(config.livemode, merchantShare, stripeLimits),
    };
  });
}
