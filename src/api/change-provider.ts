import type { Context } from 'hono';
import type { PaymentConfig, PaymentConfigChange } from '../db/connections/payment-configs.ts';
import type { ConflictPolicy } from '../domain/conflict-policy.ts';
import type { PaymentProvider } from '../domain/entity.ts';
import { SyncError } from '../domain/sync-error.ts';
import { registry } from '../providers/registry.ts';
import { sealCredentials } from '../security/credentials.ts';
import { notFound } from './api-problem.ts';
import { auditEntry } from './caller.ts';
import { activeSessions, cancelSessions } from './cancel-sessions.ts';
import { deleteSchedule } from './delete-schedule.ts';
import type { ApiDeps, ApiEnv } from './deps.ts';
import { accountMismatch, identifyAccount, isSameAccount } from './identify-account.ts';
import { setUpWebhook } from './webhooks/set-up-webhook.ts';
import { addSecret, hasSecretByHand, openSecrets, sealSecrets } from './webhooks/webhook-secrets.ts';
import { withdrawEndpoints } from './webhooks/withdraw-endpoints.ts';

/** What of a connection may be changed; what is left out stays. */
export interface ProviderChange {
  readonly api_key?: string | undefined;
  readonly webhook_secret?: string | undefined;
  readonly is_active?: boolean | undefined;
  readonly conflict_policy?: ConflictPolicy | undefined;
  /** Null: no bound any more. */
  readonly read_budget?: number | null | undefined;
  readonly config_data?: Record<string, unknown> | undefined;
}

const withoutKey = () =>
  new SyncError(
    'provider_not_configured',
    'Its key was forgotten when the provider was disconnected: give a new one as api_key.',
  );

/**
 * Changes a connection without downtime: requests under way go on with the old key, webhooks with the old secret for a
 * day. Switched off, its sessions are cancelled and its webhook endpoint is removed; switched on, it is made anew.
 */
export async function changeProvider(
  deps: ApiDeps,
  c: Context<ApiEnv>,
  provider: PaymentProvider,
  wanted: ProviderChange,
): Promise<PaymentConfig> {
  const { db, providers, keyring } = deps;
  const owner = { workspaceId: c.get('workspaceId'), provider };
  const seen = await db.inWorkspace(owner.workspaceId, (ws) => ws.paymentConfigs.get(provider));
  if (seen === undefined) throw notFound('payment provider');
  if (wanted.api_key !== undefined) {
    const identity = await identifyAccount(providers[provider], { api_key: wanted.api_key });
    if (!isSameAccount(seen, identity)) throw accountMismatch(seen, identity);
  }
  // Before the keys that can do it are changed.
  if (wanted.is_active === false) await withdrawEndpoints(deps, owner, seen);

  const { row, cancelled } = await db.inWorkspace(owner.workspaceId, async (ws) => {
    const locked = (await ws.paymentConfigs.lock(provider)) ?? seen;
    const change = changeOf(deps, owner, locked, wanted);
    if (wanted.is_active === true && wanted.api_key === undefined) {
      if (locked.credentialsEncrypted === null) throw withoutKey();
    }
    await ws.auditLog.append(
      auditEntry(c, 'payment_provider.changed', `${provider}:${locked.accountId}`, {
        changed: Object.keys(wanted).toSorted(),
        ...(change.credentialsHint !== undefined && { api_key_hint: change.credentialsHint }),
        ...(wanted.is_active !== undefined && { is_active: wanted.is_active }),
        ...(wanted.conflict_policy !== undefined && { conflict_policy: wanted.conflict_policy }),
        ...(wanted.read_budget !== undefined && { read_budget: wanted.read_budget }),
      }),
    );
    return {
      row: (await ws.paymentConfigs.update(provider, change)) ?? locked,
      cancelled: wanted.is_active === false ? await activeSessions(ws, provider) : [],
    };
  });
  if (wanted.is_active === false) await deleteSchedule(deps, c, provider);
  await cancelSessions(deps, owner.workspaceId, cancelled);
  const mayNeedEndpoint = wanted.api_key !== undefined || wanted.is_active === true;
  if (!row.isActive || !mayNeedEndpoint || hasSecretByHand(keyring, owner, row)) return row;
  return await setUpWebhook(deps, owner, row, (...entry) => auditEntry(c, ...entry));
}

function changeOf(
  { keyring }: ApiDeps,
  owner: Parameters<typeof openSecrets>[1],
  present: PaymentConfig,
  { api_key, webhook_secret, is_active, conflict_policy, read_budget, config_data }: ProviderChange,
): PaymentConfigChange {
  const secrets = openSecrets(keyring, owner, present.webhookSecretEncrypted);
  const added =
    webhook_secret === undefined
      ? secrets
      : addSecret(secrets, { secret: webhook_secret, endpointId: null }, Date.now());
  // Its endpoints were removed: their secrets will sign nothing any more.
  const left = is_active === false ? added.filter(({ endpointId }) => endpointId === null) : added;
  return {
    ...(api_key !== undefined && {
      credentialsEncrypted: sealCredentials(keyring, owner, { api_key }),
      credentialsHint: registry[owner.provider].credentialsHint({ api_key }),
    }),
    ...(left !== secrets && { webhookSecretEncrypted: sealSecrets(keyring, owner, left) }),
    ...(webhook_secret !== undefined && { webhookProblem: null }),
    ...(conflict_policy !== undefined && { conflictPolicy: conflict_policy }),
    ...(read_budget !== undefined && { readBudget: read_budget }),
    ...(config_data !== undefined && { configData: config_data }),
    ...(is_active === false && {
      isActive: false,
      syncStatus: 'disabled',
      webhookEndpointId: null,
      webhookProblem: null,
    }),
    ...(is_active === true &&
      !present.isActive && {
        isActive: true,
        syncStatus: present.lastSyncAt === null ? 'never_synced' : 'active',
      }),
  };
}
