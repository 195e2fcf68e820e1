import type { WorkspaceScope } from '../db/workspace.ts';
import type { SyncSession } from '../db/sessions/sync-sessions.ts';
import type { PaymentProvider } from '../domain/entity.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import type { ApiDeps } from './deps.ts';

/** Sessions that run or wait: of one provider, or of all. */
export async function activeSessions(ws: WorkspaceScope, provider?: PaymentProvider): Promise<SyncSession[]> {
  const of = { provider, limit: 100 };
  const running = await ws.sessions.list({ ...of, status: 'running' });
  return [...running, ...(await ws.sessions.list({ ...of, status: 'pending' }))];
}

/** Never throws: a session that cannot be cancelled now ends by itself, as its provider is disconnected. */
export async function cancelSessions(
  { gateway, log }: Pick<ApiDeps, 'gateway' | 'log'>,
  workspace: WorkspaceId,
  sessions: readonly SyncSession[],
): Promise<void> {
  for (const session of sessions) {
    await gateway
      .cancelSession({ workspaceId: workspace, provider: session.providerName }, session.id)
      .catch((err: unknown) =>
        log.warn({ err, workspace_id: workspace, session_id: session.id }, 'session not cancelled'),
      );
  }
}
