import type { Context } from 'hono';
import type { PaymentConfig } from '../db/queries/payment-configs.ts';
import type { PaymentProvider } from '../domain/entity.ts';
import { SyncError } from '../domain/sync-error.ts';
import { ApiProblem } from './api-problem.ts';
import { auditEntry } from './caller.ts';
import type { ApiDeps, ApiEnv, IdentifyingProvider } from './deps.ts';

interface NewCredentials {
  readonly apiKey: string;
  readonly webhookSecret: string | undefined;
}

/** A person waits for the answer. */
const identifyMs = 15_000;

/** Whose key it is. A key that the provider refuses is the caller's mistake, and named as such. */
async function identify(provider: IdentifyingProvider, apiKey: string) {
  try {
    return await provider.connect({ apiKey }, { signal: AbortSignal.timeout(identifyMs) }).identify();
  } catch (error) {
    if (!(error instanceof SyncError)) throw error;
    const { code, message } = error;
    if (code !== 'provider_unauthorized' && code !== 'provider_forbidden' && code !== 'provider_rejected')
      throw error;
    const reason = {
      provider_unauthorized: 'unauthorized',
      provider_forbidden: 'forbidden',
      provider_rejected: 'rejected',
    };
    throw new ApiProblem(400, code, message, {
      details: { provider: provider.displayName, reason: reason[code] },
    });
  }
}

const mode = (livemode: boolean) => (livemode ? 'live' : 'test');

/**
 * Tries the key, seals it, and stores it for the workspace of the request. Throws `account_mismatch` (409) for a key of
 * another account than the one connected: one copy never mixes two.
 */
export async function connectProvider(
  { db, providers, keyring, config }: ApiDeps,
  c: Context<ApiEnv>,
  provider: PaymentProvider,
  { apiKey, webhookSecret }: NewCredentials,
): Promise<PaymentConfig & { readonly webhookUrl: string }> {
  const workspaceId = c.get('workspaceId');
  const { accountId, createdAt, livemode } = await identify(providers[provider], apiKey);
  const apiKeyHint = apiKey.slice(-4);
  const webhookUrl = `${config.publicBaseUrl}/webhooks/${provider}/${workspaceId}`;
  const account = {
    providerName: provider,
    apiKeyEncrypted: keyring.seal(apiKey, { workspaceId, provider, purpose: 'api_key' }),
    apiKeyHint,
    accountId,
    accountCreatedAt: createdAt,
    livemode,
    webhookUrl,
  };
  const [connected, present] = await db.inWorkspace(workspaceId, async (ws) => {
    const row = await ws.paymentConfigs.connect(account);
    if (row === undefined) return [undefined, await ws.paymentConfigs.get(provider)];
    const details = { config_id: row.id, livemode, api_key_hint: apiKeyHint };
    await ws.auditLog.append(
      auditEntry(c, 'payment_provider.configured', `${provider}:${accountId}`, details),
    );
    if (webhookSecret === undefined) return [row];
    const webhookSecretEncrypted = keyring.seal(webhookSecret, {
      workspaceId,
      provider,
      purpose: 'webhook_secret',
    });
    return [await ws.paymentConfigs.update(provider, { webhookSecretEncrypted })];
  });
  if (connected !== undefined) return { ...connected, webhookUrl };
  throw new ApiProblem(
    409,
    'account_mismatch',
    `This workspace is connected to ${present?.accountId} (${mode(present?.livemode ?? false)} mode), ` +
      `but the key belongs to ${accountId} (${mode(livemode)} mode). Use another workspace for it.`,
  );
}
