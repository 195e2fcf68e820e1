import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { endpointsOf, connectionOf, webhookUrlOf } from './provider-endpoints.ts';
import { addSecret, openSecrets, sealSecrets, type WebhookSecret } from './webhook-secrets.ts';

type Deps = Pick<ServiceDeps, 'db' | 'providers' | 'keyring' | 'config' | 'log'>;

/** The endpoint in use, if its secret is known. */
const knownEndpoint = (
  { webhookEndpointId }: PaymentConfig,
  secrets: readonly WebhookSecret[],
): string | null =>
  secrets.some(({ endpointId }) => endpointId === webhookEndpointId) ? webhookEndpointId : null;

const isProviders = (error: unknown): error is SyncError =>
  error instanceof SyncError && error.code.startsWith('provider_');

/**
 * Makes sure that an active connection has its webhook endpoint at the provider, or notes in the connection why it has
 * none: the provider's refusal does not make the configuration fail. With `rotate` a second endpoint takes over from the
 * present one, which goes on for the grace period; then the provider's refusal is thrown. Resolves to the connection as it
 * is afterwards.
 */
export async function setUpEndpoint(
  deps: Deps,
  caller: Caller,
  seen: PaymentConfig,
  { rotate = false } = {},
): Promise<PaymentConfig> {
  const { db, keyring } = deps;
  const connection = connectionOf(seen);
  const { workspaceId, provider } = connection;
  const request = { url: webhookUrlOf(deps, connection), owner: workspaceId };
  const known = knownEndpoint(seen, openSecrets(keyring, connection, seen.webhookSecretEncrypted));
  const endpoints = endpointsOf(deps, seen);
  try {
    const made = rotate
      ? { ...(await endpoints.create(request)), superseded: [] }
      : await endpoints.ensure(request, known);
    const stored = await store(deps, caller, seen, made);
    if (stored === undefined) {
      // Another request was quicker: its endpoint stays, and the one made here has no use.
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

/** Undefined if the endpoint in use is no longer the one in `seen`, or the connection was switched off. */
async function store(
  { db, keyring }: Deps,
  caller: Caller,
  seen: PaymentConfig,
  { endpointId, secret }: { readonly endpointId: string; readonly secret: string | null },
): Promise<PaymentConfig | undefined> {
  const connection = connectionOf(seen);
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
      auditEntry(caller, 'payment_provider.webhook_created', `${connection.provider}:${endpointId}`, {
        replaces: row.webhookEndpointId,
      }),
    );
    const webhookSecretEncrypted = sealSecrets(keyring, connection, secrets);
    return await ws.paymentConfigs.update(connection.provider, { ...kept, webhookSecretEncrypted });
  });
}
