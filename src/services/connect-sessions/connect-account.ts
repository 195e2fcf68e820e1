import type { ConnectSession } from '../../db/connect-sessions/connect-sessions.ts';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { maxReaders } from '../../domain/listings/windows.ts';
import { SessionBusy } from '../../temporal/session-refusal.ts';
import { auditEntry, type Caller } from '../caller.ts';
import { changeProvider } from '../connections/change-provider.ts';
import { connectProvider } from '../connections/connect-provider.ts';
import { disconnectProvider } from '../connections/disconnect-provider.ts';
import type { ServiceDeps } from '../deps.ts';
import { startSession } from '../sessions/start-session.ts';
import { repairEndpoint } from '../webhook-endpoints/repair-endpoint.ts';
import { checkedFor } from './checked-key.ts';
import { assertMay, may } from './may.ts';

/** `busy`: a sync runs or waits already. */
export type StartOutcome = 'started' | 'busy';

/** Whether the account's key is stored: then a new one is `reconnect`. */
export const isConnected = (row: PaymentConfig | undefined): row is PaymentConfig =>
  row !== undefined && row.credentialsEncrypted !== null;

/**
 * Connects the account of a key that `checkKey` has sealed, sets up its webhook endpoint and starts a sync: the first one is
 * full. Throws `not_permitted`, and as `connectProvider`.
 */
export async function connectAccount(
  deps: ServiceDeps,
  caller: Caller,
  session: ConnectSession,
  sealed: string,
): Promise<void> {
  const { provider } = session;
  const before = await deps.db.inWorkspace(caller.workspaceId, (ws) => ws.paymentConfigs.get(provider));
  assertMay(session, isConnected(before) ? 'reconnect' : 'connect');
  const { credentials, entityTypes, complete } = checkedFor(deps, session).open(sealed);
  if (!complete) throw new SyncError('not_permitted', 'The key may not read everything yet: check it again.');
  await startAfterConnecting(
    deps,
    caller,
    session,
    await connectProvider(deps, caller, {
      provider,
      credentials,
      ...(before === undefined && { entityTypes }),
    }),
  );
}

/** The first sync of a connection is full. One that cannot be started now is left to the page's button. */
export async function startAfterConnecting(
  deps: ServiceDeps,
  caller: Caller,
  session: ConnectSession,
  { lastSyncAt }: Pick<PaymentConfig, 'lastSyncAt'>,
): Promise<void> {
  const { provider } = session;
  try {
    await start(deps, caller, session, lastSyncAt === null ? 'initial_sync' : 'incremental_sync');
  } catch (error) {
    // The account is connected; its page shows that nothing was copied yet, and has a button for it.
    if (!(error instanceof SyncError) || !error.retryable) throw error;
    deps.log.warn(
      { err: error, workspace_id: caller.workspaceId, provider },
      'no sync started after connecting',
    );
  }
}

/** Starts a sync now. Throws `not_permitted`, `provider_not_configured`. */
export async function syncNow(
  deps: ServiceDeps,
  caller: Caller,
  session: ConnectSession,
): Promise<StartOutcome> {
  assertMay(session, 'sync');
  const { provider } = session;
  const row = await deps.db.inWorkspace(caller.workspaceId, (ws) => ws.paymentConfigs.get(provider));
  const neverSynced = row !== undefined && row.lastSyncAt === null;
  return await start(deps, caller, session, neverSynced ? 'initial_sync' : 'incremental_sync');
}

async function start(
  deps: ServiceDeps,
  caller: Caller,
  { id, provider }: ConnectSession,
  sessionType: 'initial_sync' | 'incremental_sync',
): Promise<StartOutcome> {
  try {
    const { sessionId } = await startSession(deps, caller, {
      sessionType,
      provider,
      entityTypes: null,
      batchSize: 100,
      maxConcurrentWorkers: maxReaders,
      whenBusy: 'refuse',
    });
    await deps.db.inWorkspace(caller.workspaceId, (ws) =>
      ws.auditLog.append(auditEntry(caller, 'connect_session.sync_started', id, { session_id: sessionId })),
    );
    return 'started';
  } catch (error) {
    if (error instanceof SessionBusy) return 'busy';
    throw error;
  }
}

/** Sets the webhook endpoint up again. Throws `not_permitted`, and what the provider answers. */
export async function mendWebhooks(
  deps: ServiceDeps,
  caller: Caller,
  session: ConnectSession,
): Promise<void> {
  assertMayMend(session);
  await repairEndpoint(deps, caller, session);
}

/** Stores the secret of an endpoint that the merchant made. Throws `not_permitted`, and as `changeProvider`. */
export async function giveWebhookSecret(
  deps: ServiceDeps,
  caller: Caller,
  session: ConnectSession,
  webhookSecret: string,
): Promise<void> {
  assertMayMend(session);
  if (webhookSecret.length < 8 || webhookSecret.length > 500)
    throw new SyncError(
      'provider_rejected',
      'This does not look like a signing secret: copy the whole of it.',
    );
  await changeProvider(deps, caller, { provider: session.provider, change: { webhookSecret } });
}

function assertMayMend(session: ConnectSession): void {
  if (!may(session, 'connect')) assertMay(session, 'reconnect');
}

/** Throws `not_permitted`, and as `disconnectProvider`. */
export async function disconnectAccount(
  deps: ServiceDeps,
  caller: Caller,
  session: ConnectSession,
): Promise<void> {
  assertMay(session, 'disconnect');
  await disconnectProvider(deps, caller, session);
}
