import { Context, log } from '@temporalio/activity';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { Connection } from '../../domain/connection.ts';
import type { SessionId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { WebhookFault } from '../../domain/webhook-fault.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/**
 * Asks the provider, by one request, whether the connection's webhook endpoint is as it should be, and stores the answer. A
 * failure is logged and fails nothing: the work beside it needs no webhooks. Resolves to the connection as it was and what
 * is wrong; undefined if nothing is known.
 */
export async function checkEndpoint(
  { db, metrics }: Pick<ActivityDependencies, 'db' | 'metrics'>,
  { workspaceId, provider }: Connection,
  account: ProviderAccount,
  session?: SessionId,
): Promise<{ readonly seen: PaymentConfig; readonly fault: WebhookFault | null } | undefined> {
  const seen = await db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get(provider));
  if (seen === undefined || !seen.isActive || seen.webhookUrl === null || !hasEndpoint(seen))
    return undefined;
  const at = new Date();
  try {
    const found = await account.webhookEndpoints.check(
      { url: seen.webhookUrl, entityTypes: seen.entityTypes },
      seen.webhookEndpointId,
    );
    if (found?.code === 'endpoint_missing' && neverSeen(seen)) return await unknown(true);
    const stored = await db.inWorkspace(workspaceId, (ws) =>
      ws.webhookChecks.record(seen, { fault: found, at }, session),
    );
    metrics.endpointChecks({ provider, outcome: found?.code ?? 'ok' }, 1);
    return stored ? { seen, fault: found } : undefined;
  } catch (error) {
    Context.current().cancellationSignal.throwIfAborted();
    if (!(error instanceof SyncError)) throw error;
    log.warn('the webhook endpoint was not checked', { workspaceId, provider, error });
    return await unknown(!error.retryable);
  }

  async function unknown(forToday: boolean): Promise<undefined> {
    metrics.endpointChecks({ provider, outcome: 'unknown' }, 1);
    if (forToday) await db.inWorkspace(workspaceId, (ws) => ws.webhookChecks.postpone(provider));
  }
}

const hasEndpoint = ({
  webhookEndpointId,
  webhookSecretEncrypted,
  throughPlatform,
}: PaymentConfig): boolean =>
  webhookEndpointId !== null || webhookSecretEncrypted !== null || throughPlatform;

/** A person set it up, perhaps with a relay in between: then it delivers to an address that is not known here. */
const neverSeen = ({ webhookEndpointId, webhookConfirmedAt }: PaymentConfig): boolean =>
  webhookEndpointId === null && webhookConfirmedAt === null;
