import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { WebhookEndpoints } from '../../providers/webhook-endpoint.ts';
import { openCredentials } from '../../security/credentials.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { waitOutLimits } from '../wait-out-limits.ts';
import type { Connection } from '../../domain/connection.ts';

/** A person waits for the answer. */
const providerMs = 10_000;

export const connectionOf = ({ workspaceId, providerName }: PaymentConfig): Connection => ({
  workspaceId,
  provider: providerName,
});

export const webhookUrlOf = (
  { config }: { readonly config: Pick<ServiceDeps['config'], 'publicBaseUrl'> },
  { provider, workspaceId }: Connection,
): string => `${config.publicBaseUrl}/webhooks/${provider}/${workspaceId}`;

/** The connection's row. Throws `not_found`, and `provider_not_configured` if it is switched off. */
export async function activeConnection(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId, provider }: Connection,
): Promise<PaymentConfig> {
  const row = await db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get(provider));
  if (row === undefined) throw notFound('payment provider');
  if (!row.isActive) throw new SyncError('provider_not_configured', 'This provider is disconnected.');
  return row;
}

/** The account's endpoints, with the stored credentials. Throws as `openCredentials`. */
export function endpointsOf(
  { keyring, providers }: Pick<ServiceDeps, 'keyring' | 'providers'>,
  row: PaymentConfig,
): WebhookEndpoints {
  const connection = connectionOf(row);
  const credentials = openCredentials(keyring, connection, row.credentialsEncrypted);
  const signal = AbortSignal.timeout(providerMs);
  const through = waitOutLimits(signal);
  return providers[connection.provider].connect(credentials, { signal, through }).webhookEndpoints;
}
