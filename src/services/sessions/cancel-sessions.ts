import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { ServiceDeps } from '../deps.ts';

/** The running and pending sessions of one provider, or of all. */
export async function activeSessions(ws: WorkspaceScope, provider?: PaymentProvider): Promise<SyncSession[]> {
  const of = { provider, limit: 100 };
  const running = await ws.sessions.list({ ...of, status: 'running' });
  return [...running, ...(await ws.sessions.list({ ...of, status: 'pending' }))];
}

/** Never throws: a session that cannot be cancelled now fails later, because its provider is disconnected. */
export async function cancelSessions(
  { gateway, log }: Pick<ServiceDeps, 'gateway' | 'log'>,
  sessions: readonly SyncSession[],
): Promise<void> {
  for (const { id, workspaceId, providerName } of sessions) {
    await gateway
      .cancelSession({ workspaceId, provider: providerName }, id)
      .catch((err: unknown) =>
        log.warn({ err, workspace_id: workspaceId, session_id: id }, 'session not cancelled'),
      );
  }
}
