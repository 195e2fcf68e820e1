import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Credentials } from '../../providers/credentials.ts';
import type { Provider } from '../../providers/provider.ts';
import type { ProviderDefinition } from '../../providers/provider-definition.ts';
import { defaultChoiceOf } from '../../providers/provider-entity.ts';
import { registry } from '../../providers/registry.ts';
import { sealCredentials } from '../../security/credentials.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { announce } from '../receivers/wake.ts';
import { platformWebhookUrl, webhookUrlOf } from '../webhook-endpoints/provider-endpoints.ts';
import { setUpEndpoint } from '../webhook-endpoints/set-up-endpoint.ts';
import {
  addSecret,
  hasSecretByHand,
  openSecrets,
  sealSecrets,
} from '../webhook-endpoints/webhook-secrets.ts';
import { leftBehind, withdrawEndpoints, type Withdrawn } from '../webhook-endpoints/withdraw-endpoints.ts';
import { followChoice } from './choose-entities.ts';
import { accountMismatch, identifyAccount } from './identify-account.ts';
import { assertSameAccount } from './same-account.ts';

export interface NewConnection {
  readonly provider: PaymentProvider;
  readonly credentials: Credentials;
  /** They are the platform's own access to the account (`connectThroughPlatform`). */
  readonly throughPlatform?: boolean;
  /** Of an endpoint that was set up by hand. */
  readonly webhookSecret?: string | undefined;
  /** Default: a new connection has `provider_wins`, and one that exists keeps its own. */
  readonly conflictPolicy?: ConflictPolicy | undefined;
  /** Null: no bound. Default: none for a new connection, and one that exists keeps its own. */
  readonly readBudget?: number | null | undefined;
  /** Default: a new connection copies the standard entities that the provider has, and one that exists keeps its own. */
  readonly entityTypes?: readonly EntityType[] | undefined;
}

/** A connection's own endpoint is not used any more, or never was. */
const noEndpoint = {
  webhookSecretEncrypted: null,
  webhookEndpointId: null,
  webhookConfirmedAt: null,
  webhookRefusedAt: null,
};

/** What is wrong with how its events come from now on. */
function problemOf(
  { displayName, platform }: Provider,
  throughPlatform: boolean,
  withdrawn: Withdrawn | undefined,
): { code: string; message: string } | null {
  if (throughPlatform && platform?.webhookSecrets.length === 0) {
    const message = `No webhook endpoint of ${displayName}'s for all connected accounts is configured here.`;
    return { code: 'endpoint_missing', message };
  }
  return withdrawn === undefined ? null : leftBehind(withdrawn);
}

/**
 * Tries the credentials, stores them sealed, and sets up the webhook endpoint. Throws `account_mismatch` for those of another
 * account than the one connected (one copy never mixes two), `account_taken` and `CredentialsRefused`.
 */
export async function connectProvider(
  deps: Pick<ServiceDeps, 'db' | 'gateway' | 'providers' | 'dataKeys' | 'config' | 'log'>,
  caller: Caller,
  {
    provider,
    credentials,
    throughPlatform = false,
    webhookSecret,
    conflictPolicy,
    readBudget,
    entityTypes,
  }: NewConnection,
): Promise<PaymentConfig> {
  const { db, providers, dataKeys } = deps;
  const connection = { workspaceId: caller.workspaceId, provider };
  const seen = await db.inWorkspace(connection.workspaceId, (ws) => ws.paymentConfigs.get(provider));
  const given = await identifyAccount(providers[provider], credentials);
  if (seen !== undefined) await assertSameAccount(deps, seen, given);
  const { accountId, livemode } = given;
  const sealer = await dataKeys.of(connection.workspaceId);
  const definition: ProviderDefinition = registry[provider];
  const credentialsHint = definition.credentialsHint(credentials);
  const account = {
    providerName: provider,
    credentialsEncrypted: sealCredentials(sealer, connection, credentials),
    credentialsHint,
    accountId,
    accountCreatedAt: given.createdAt,
    livemode,
    throughPlatform,
    webhookUrl: throughPlatform ? platformWebhookUrl(deps, provider) : webhookUrlOf(deps, connection),
    conflictPolicy,
    readBudget,
  };
  // While the credentials that can remove them are stored.
  const turns = seen !== undefined && seen.throughPlatform !== throughPlatform;
  const withdrawn = turns ? await withdrawEndpoints(deps, seen) : undefined;
  const { row, connected } = await db.inWorkspace(connection.workspaceId, async (ws) => {
    // Locked, so that a workspace that was deleted in the meantime is not connected again.
    if ((await ws.record.lock()) === undefined) throw notFound('workspace');
    const before = await ws.paymentConfigs.lock(provider);
    const chosen = entityTypes ?? before?.entityTypes ?? defaultChoiceOf(providers[provider]);
    const connected = await ws.paymentConfigs.connect({ ...account, entityTypes: [...chosen] });
    if (connected === undefined) return { row: await ws.paymentConfigs.get(provider), connected: false };
    const details = { config_id: connected.id, livemode, api_key_hint: credentialsHint };
    await ws.auditLog.append(
      auditEntry(caller, 'payment_provider.configured', `${provider}:${connected.accountId ?? 'unknown'}`, {
        ...details,
        ...(throughPlatform && { through_platform: true }),
        ...(webhookSecret !== undefined && { webhook_secret: 'changed' }),
        ...(conflictPolicy !== undefined && { conflict_policy: conflictPolicy }),
        ...(readBudget !== undefined && { read_budget: readBudget }),
        ...(entityTypes !== undefined && { entity_types: entityTypes }),
      }),
    );
    if (before !== undefined) await followChoice(ws, before, connected);
    await ws.outbox.add({
      type: before === undefined ? 'connection.created' : 'connection.reconnected',
      provider,
      facts: { connection_id: connected.id, livemode },
    });
    if (throughPlatform || withdrawn !== undefined) {
      const fresh = {
        ...noEndpoint,
        webhookProblem: problemOf(providers[provider], throughPlatform, withdrawn),
      };
      return { row: await ws.paymentConfigs.update(provider, fresh), connected: true };
    }
    if (webhookSecret === undefined) return { row: connected, connected: true };
    const present = openSecrets(sealer, connection, connected.webhookSecretEncrypted);
    const secrets = addSecret(present, { secret: webhookSecret, endpointId: null }, Date.now());
    const change = {
      webhookSecretEncrypted: sealSecrets(sealer, connection, secrets),
      webhookProblem: null,
    };
    return { row: await ws.paymentConfigs.update(provider, change), connected: true };
  });
  announce(deps);
  if (row === undefined) throw notFound('payment provider');
  if (!connected) throw accountMismatch(row, given);
  if (throughPlatform || hasSecretByHand(sealer, connection, row)) return row;
  return await setUpEndpoint(deps, caller, row, 'ensure', 'keep', seen?.entityTypes);
}
