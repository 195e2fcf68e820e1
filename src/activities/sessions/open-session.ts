import type { OpenedSession, OpenSession } from '../../contracts/activities.ts';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import { notConfigured } from '../../domain/connection.ts';
import { allowanceOf } from '../../domain/pace.ts';
import { pollAdmissionAfter } from '../../domain/patience.ts';
import { syncModeOf } from '../../domain/session-state.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { admitSessions } from './admit-sessions.ts';

/**
 * Writes the session's row as the workflow says: `pending` while it is queued in its workspace. Once its turn has come
 * it waits for admission, and is `running` when it has it. A session that waits polls by calling this again.
 */
export async function openSession(deps: ActivityDependencies, input: OpenSession): Promise<OpenedSession> {
  const { workspaceId, provider, sessionId } = input.request;
  const { config, session } = await writeRow(deps, input);
  // From here on at 0: a rate cannot see the first count of a series that begins with it.
  for (const entity_type of session.entityTypes)
    deps.metrics.entitiesProcessed({ workspace_id: workspaceId, provider, entity_type }, 0);
  const opened = {
    createdAt: session.createdAt.toISOString(),
    allowance: allowanceOf(deps.providers[provider].limits(config), deps.merchantShare),
  };
  if (session.status !== 'pending' || session.waitingSince === null) return { ...opened, pollAfterMs: null };
  // The row is committed by now: a session that ends meanwhile finds it in the queue.
  if (await admitSessions(deps, { workspaceId, id: sessionId })) return { ...opened, pollAfterMs: null };
  const { session: latest } = await writeRow(deps, input);
  const waitedMs = Date.now() - session.waitingSince.getTime();
  // Another process may have admitted it a moment ago.
  return { ...opened, pollAfterMs: latest.status === 'pending' ? pollAdmissionAfter(waitedMs) : null };
}

/** May be done again, by a retry or a poll, without harm. Throws `provider_not_configured`. */
async function writeRow(
  { db, providers }: ActivityDependencies,
  { request, status, workflowId, runId }: OpenSession,
): Promise<{ config: PaymentConfig; session: SyncSession }> {
  const { workspaceId, provider, sessionId, sessionType } = request;
  return await db.inWorkspace(workspaceId, async (ws) => {
    const config = await ws.paymentConfigs.get(provider);
    if (config === undefined || !config.isActive) throw notConfigured(providers[provider].displayName);
    await ws.sessions.create({
      id: sessionId,
      providerName: provider,
      providerConfigId: config.id,
      sessionType,
      syncMode: syncModeOf[sessionType],
      entityTypes: sessionType === 'webhook_sync' ? config.entityTypes : [...request.entityTypes],
      batchSize: request.batchSize,
      maxConcurrentWorkers: request.maxConcurrentWorkers,
      workflowId,
      runId,
    });
    // Webhooks need no admission.
    if (status === 'running' && sessionType === 'webhook_sync') {
      await ws.sessions.transition(sessionId, 'running', { runId });
    } else if (status === 'running') await ws.sessions.requestAdmission(sessionId, runId);
    const session = await ws.sessions.get(sessionId);
    return { config, session: session! };
  });
}
