import { SyncError } from '../../domain/sync-error.ts';
import type { NewAuditEntry } from '../../db/workspaces/audit-log.ts';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { WebhookEndpoints } from '../../providers/webhook-endpoint.ts';
import type { Connection } from '../../domain/connection.ts';
import { openCredentials } from '../../security/credentials.ts';
import type { ApiDeps } from '../deps.ts';
import { waitOutLimits } from '../wait-out-limits.ts';
import { addSecret, openSecrets, sealSecrets, type WebhookSecret } from './webhook-secrets.ts';

/** A person waits for the answer. */
const providerMs = 10_000;

/** How the caller of the request is named in the audit log. */
export type Audit = (action: string, target: string, details: Record<string, unknown>) => NewAuditEntry;

export const webhookUrlOf = (
  { config }: Pick<ApiDeps, 'config'>,
  { provider, workspaceId }: Connection,
): string => `${config.publicBaseUrl}/webhooks/${provider}/${workspaceId}`;

/** The account's endpoints, with the key that is stored. Throws `SyncError('credential_unreadable')`. */
export function endpointsOf(
  deps: ApiDeps,
  connection: Connection,
  { credentialsEncrypted }: PaymentConfig,
): WebhookEndpoints {
  const credentials = openCredentials(deps.keyring, connection, credentialsEncrypted);
  const signal = AbortSignal.timeout(providerMs);
  const through = waitOutLimits(signal);
  return deps.providers[connection.provider].connect(credentials, { signal, through }).webhookEndpoints;
}

/** The endpoint that is in use, where its secret is known. */
const knownEndpoint = (
  { webhookEndpointId }: PaymentConfig,
  secrets: readonly WebhookSecret[],
): string | null =>
  secrets.some(({ endpointId }) => endpointId === webhookEndpointId) ? webhookEndpointId : null;

const isProviders = (error: unknown): error is SyncError =>
  error instanceof SyncError && error.code.startsWith('provider_');

/**
 * Makes sure of the webhook endpoint of a connection that is active, or notes why there is none: what the provider says
 * never fails a configuration. With `rotate` a second endpoint takes over from the present one, which goes on for the
 * grace; there what the provider says is thrown. Resolves to the connection as it is then.
 */
export async function setUpWebhook(
  deps: ApiDeps,
  connection: Connection,
  seen: PaymentConfig,
  audit: Audit,
  { rotate = false } = {},
): Promise<PaymentConfig> {
  const { db, keyring } = deps;
  const { workspaceId, provider } = connection;
  const request = { url: webhookUrlOf(deps, connection), owner: workspaceId };
  const known = knownEndpoint(seen, openSecrets(keyring, connection, seen.webhookSecretEncrypted));
  const endpoints = endpointsOf(deps, connection, seen);
  try {
    const made = rotate
      ? { ...(await endpoints.create(request)), superseded: [] }
      : await endpoints.ensure(request, known);
    const stored = await store(deps, connection, seen, made, audit);
    if (stored === undefined) {
      // Another request was quicker: its endpoint stays, and one that was made here has no use.
      if (made.secret !== null) await endpoints.remove(made.endpointId);
      return (await db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get(provider))) ?? seen;
    }
    for (const useless of made.superseded.filter((id) => id !== known)) await endpoints.remove(useless);
    return stored;
  } catch (error) {
    if (rotate || !isProviders(error)) throw error;
    deps.log.warn({ err: error, workspace_id: workspaceId, provider }, 'webhook endpoint not set up');
    const webhookProblem = { code: error.code, message: error.message };
    return (
      (await db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.update(provider, { webhookProblem }))) ??
      seen
    );
  }
}

/** Undefined where the endpoint in use is not the one that was seen any more, or the connection was switched off. */
async function store(
  { db, keyring }: ApiDeps,
  connection: Connection,
  seen: PaymentConfig,
  { endpointId, secret }: { endpointId: string; secret: string | null },
  audit: Audit,
): Promise<PaymentConfig | undefined> {
  return await db.inWorkspace(connection.workspaceId, async (ws) => {
    const row = await ws.paymentConfigs.lock(connection.provider);
    if (row?.isActive !== true || row.webhookEndpointId !== seen.webhookEndpointId) return undefined;
    const kept = { webhookEndpointId: endpointId, webhookProblem: null };
    if (secret === null) return await ws.paymentConfigs.update(connection.provider, kept);
    const secrets = addSecret(
      openSecrets(keyring, connection, row.webhookSecretEncrypted),
      { secret, endpointId },
      Date.now(),
    );
    await ws.auditLog.append(
      audit('payment_provider.webhook_created', `${connection.provider}:${endpointId}`, {
        replaces: row.webhookEndpointId,
      }),
    );
    const webhookSecretEncrypted = sealSecrets(keyring, connection, secrets);
    return await ws.paymentConfigs.update(connection.provider, { ...kept, webhookSecretEncrypted });
  });
}
