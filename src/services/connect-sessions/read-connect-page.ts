import type { ConnectSession } from '../../db/connect-sessions/connect-sessions.ts';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { readLiveSession, type LiveSession } from '../sessions/read-live-session.ts';
import { readConnectionStatus, type ConnectionStatus } from '../status/read-connection-status.ts';
import { isConnected } from './connect-account.ts';

/** What a connected merchant sees: no rows, only how many there are. */
export interface ConnectedAccount {
  readonly row: PaymentConfig;
  readonly status: ConnectionStatus;
  /** The sync that runs, or else the last one. */
  readonly sync: LiveSession | null;
}

/** Undefined if no account is connected. */
export async function readConnectPage(
  deps: Pick<ServiceDeps, 'db' | 'gateway' | 'providers' | 'schedules'>,
  { workspaceId }: Caller,
  { provider }: ConnectSession,
): Promise<ConnectedAccount | undefined> {
  const { row, sessions } = await deps.db.inWorkspace(workspaceId, async (ws) => ({
    row: await ws.paymentConfigs.get(provider),
    sessions: await ws.sessions.list({ limit: 5, provider }),
  }));
  if (!isConnected(row)) return undefined;
  const status = await readConnectionStatus(deps, { workspaceId }, { provider });
  const shown = status.session ?? sessions.find(({ sessionType }) => sessionType !== 'webhook_sync');
  const sync = shown === undefined ? null : await readLiveSession(deps, { workspaceId }, { id: shown.id });
  return { row, status, sync };
}
