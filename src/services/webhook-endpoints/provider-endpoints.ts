import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
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

interface Config {
  readonly config: Pick<ServiceDeps['config'], 'publicBaseUrl'>;
}

export const webhookUrlOf = ({ config }: Config, { provider, workspaceId }: Connection): string =>
  `${config.publicBaseUrl}/webhooks/${provider}/${workspaceId}`;

/** Of all accounts that the platform's own key opens: `connect` is no workspace's id. */
export const platformWebhookUrl = ({ config }: Config, provider: PaymentProvider): string =>
  `${config.publicBaseUrl}/webhooks/${provider}/connect`;

/** To where the provider should deliver this connection's events. */
export const deliveryUrlOf = (deps: Config, row: PaymentConfig): string =>
  row.throughPlatform ? platformWebhookUrl(deps, row.providerName) : webhookUrlOf(deps, connectionOf(row));

/** Throws `through_platform` if the connection's events come by the platform's endpoint, which no workspace may change. */
export function assertOwnEndpoint({ throughPlatform }: Pick<PaymentConfig, 'throughPlatform'>): void {
  if (!throughPlatform) return;
  throw new SyncError(
    'through_platform',
    "The platform reaches this account by its own key, and its one endpoint delivers the account's events: it is the operator's to change.",
  );
}

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
export async function endpointsOf(
  { dataKeys, providers }: Pick<ServiceDeps, 'dataKeys' | 'providers'>,
  row: PaymentConfig,
): Promise<WebhookEndpoints> {
  const connection = connectionOf(row);
  const sealer = await dataKeys.of(connection.workspaceId);
  const credentials = openCredentials(sealer, connection, row.credentialsEncrypted);
  const signal = AbortSignal.timeout(providerMs);
  const through = waitOutLimits(signal);
  return providers[connection.provider].connect(credentials, { signal, through }).webhookEndpoints;
}
