import type { Context } from 'hono';
import type { PaymentConfig } from '../db/connections/payment-configs.ts';
import type { ConflictPolicy } from '../domain/conflict-policy.ts';
import type { PaymentProvider } from '../domain/entity.ts';
import { registry } from '../providers/registry.ts';
import { sealCredentials } from '../security/credentials.ts';
import { auditEntry } from './caller.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import { notFound } from './api-problem.ts';
import { accountMismatch, identifyAccount } from './identify-account.ts';
import { setUpWebhook, webhookUrlOf } from './webhooks/set-up-webhook.ts';
import { addSecret, hasSecretByHand, openSecrets, sealSecrets } from './webhooks/webhook-secrets.ts';

interface NewConnection {
  readonly apiKey: string;
  readonly webhookSecret: string | undefined;
  /** Left out, a new connection has the default, and one that exists keeps its own. */
  readonly conflictPolicy: ConflictPolicy | undefined;
  /** The same; null: no bound. */
  readonly readBudget: number | null | undefined;
}

/**
 * Tries the key, seals it, stores it for the workspace of the request, and sets up the webhook. Throws
 * `account_mismatch` (409) for a key of another account than the one connected: one copy never mixes two.
 */
export async function connectProvider(
  deps: ApiDeps,
  c: Context<ApiEnv>,
  provider: PaymentProvider,
  { apiKey, webhookSecret, conflictPolicy, readBudget }: NewConnection,
): Promise<PaymentConfig> {
  const { db, providers, keyring } = deps;
  const workspaceId = c.get('workspaceId');
  const owner = { workspaceId, provider };
  const credentials = { api_key: apiKey };
  const identity = await identifyAccount(providers[provider], credentials);
  const { accountId, livemode } = identity;
  const credentialsHint = registry[provider].credentialsHint(credentials);
  const account = {
    providerName: provider,
    credentialsEncrypted: sealCredentials(keyring, owner, credentials),
    credentialsHint,
    accountId,
    accountCreatedAt: identity.createdAt,
    livemode,
    webhookUrl: webhookUrlOf(deps, owner),
    conflictPolicy,
    readBudget,
  };
  const { row, connected } = await db.inWorkspace(workspaceId, async (ws) => {
    const connected = await ws.paymentConfigs.connect(account);
    if (connected === undefined) return { row: await ws.paymentConfigs.get(provider), connected: false };
    const details = { config_id: connected.id, livemode, api_key_hint: credentialsHint };
    await ws.auditLog.append(
      auditEntry(c, 'payment_provider.configured', `${provider}:${accountId}`, {
        ...details,
        ...(webhookSecret !== undefined && { webhook_secret: 'changed' }),
        ...(conflictPolicy !== undefined && { conflict_policy: conflictPolicy }),
        ...(readBudget !== undefined && { read_budget: readBudget }),
      }),
    );
    if (webhookSecret === undefined) return { row: connected, connected: true };
    const present = openSecrets(keyring, owner, connected.webhookSecretEncrypted);
    const secrets = addSecret(present, { secret: webhookSecret, endpointId: null }, Date.now());
    const change = { webhookSecretEncrypted: sealSecrets(keyring, owner, secrets), webhookProblem: null };
    return { row: await ws.paymentConfigs.update(provider, change), connected: true };
  });
  if (row === undefined) throw notFound('payment provider');
  if (!connected) throw accountMismatch(row, { accountId, livemode });
  if (hasSecretByHand(deps.keyring, owner, row)) return row;
  return await setUpWebhook(deps, owner, row, (...entry) => auditEntry(c, ...entry));
}
