import type { PaymentConfig, PaymentConfigChange } from '../../db/connections/payment-configs.ts';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Credentials } from '../../providers/credentials.ts';
import type { ProviderDefinition } from '../../providers/provider-definition.ts';
import { registry } from '../../providers/registry.ts';
import { sealCredentials } from '../../security/credentials.ts';
import type { Sealer } from '../../security/keyring.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { deleteSchedule } from '../schedules/delete-schedule.ts';
import { activeSessions, cancelSessions } from '../sessions/cancel-sessions.ts';
import { announce } from '../receivers/wake.ts';
import { assertOwnEndpoint, connectionOf } from '../webhook-endpoints/provider-endpoints.ts';
import { removeRetired } from '../webhook-endpoints/remove-retired-endpoints.ts';
import { setUpEndpoint } from '../webhook-endpoints/set-up-endpoint.ts';
import {
  addSecret,
  endReplaced,
  hasSecretByHand,
  openSecrets,
  sealSecrets,
  type OldSecrets,
} from '../webhook-endpoints/webhook-secrets.ts';
import { leftBehind, withdrawEndpoints } from '../webhook-endpoints/withdraw-endpoints.ts';
import { followChoice, sameChoice } from './choose-entities.ts';
import { identifyAccount } from './identify-account.ts';
import { assertSameAccount } from './same-account.ts';

/** The changes of a connection; undefined fields stay. */
export interface ProviderChange {
  /** Of the same account. */
  readonly credentials?: Credentials | undefined;
  /** Of an endpoint that was set up by hand. The secrets before it stay valid for 24 hours. */
  readonly webhookSecret?: string | undefined;
  /** `end`: the secrets that are replaced, now or earlier, end at once. */
  readonly oldSecrets?: OldSecrets | undefined;
  readonly isActive?: boolean | undefined;
  readonly conflictPolicy?: ConflictPolicy | undefined;
  /** Null removes the bound. */
  readonly readBudget?: number | null | undefined;
  /** All that are copied from now on. */
  readonly entityTypes?: readonly EntityType[] | undefined;
  /** Replaces all of it. */
  readonly configData?: Record<string, unknown> | undefined;
}

/** The changed fields' names in the audit log; credentials by their own fields. */
const auditNames: Record<Exclude<keyof ProviderChange, 'credentials'>, string> = {
  webhookSecret: 'webhook_secret',
  oldSecrets: 'old_secrets',
  isActive: 'is_active',
  conflictPolicy: 'conflict_policy',
  readBudget: 'read_budget',
  entityTypes: 'entity_types',
  configData: 'config_data',
};

const withoutKey = () =>
  new SyncError(
    'provider_not_configured',
    'Its key was forgotten when the provider was disconnected: give a new one as api_key.',
  );

/**
 * Changes a connection without downtime: requests in flight keep the old credentials, and webhooks the old secret for a day.
 * Switching it off cancels its sessions and removes its webhook endpoint; switching it on makes a new one. Throws
 * `not_found`, `account_mismatch`, `account_taken`, `through_platform` (what is changed is the platform's),
 * `provider_not_configured` (no key is stored) and `CredentialsRefused`.
 */
export async function changeProvider(
  deps: ServiceDeps,
  caller: Caller,
  { provider, change }: { readonly provider: PaymentProvider; readonly change: ProviderChange },
): Promise<PaymentConfig> {
  const { db, providers, dataKeys } = deps;
  const connection = { workspaceId: caller.workspaceId, provider };
  const seen = await db.inWorkspace(connection.workspaceId, (ws) => ws.paymentConfigs.get(provider));
  if (seen === undefined) throw notFound('payment provider');
  if (
    change.credentials !== undefined ||
    change.webhookSecret !== undefined ||
    change.oldSecrets !== undefined
  )
    assertOwnEndpoint(seen);
  let { accountId } = seen;
  if (change.credentials !== undefined) {
    const given = await identifyAccount(providers[provider], change.credentials);
    await assertSameAccount(deps, seen, given);
    accountId ??= given.accountId;
  }
  const sealer = await dataKeys.of(connection.workspaceId);
  // While the credentials that can remove them are stored.
  const withdrawn = change.isActive === false ? await withdrawEndpoints(deps, seen) : undefined;

  const { row, cancelled } = await db.inWorkspace(connection.workspaceId, async (ws) => {
    // A workspace that was deleted in the meantime is not brought back.
    if ((await ws.record.lock()) === undefined) throw notFound('workspace');
    const locked = (await ws.paymentConfigs.lock(provider)) ?? seen;
    const columns = {
      ...columnsOf(sealer, locked, change),
      accountId,
      ...(withdrawn !== undefined && { webhookProblem: leftBehind(withdrawn) }),
    };
    if (change.isActive === true && change.credentials === undefined) {
      if (locked.credentialsEncrypted === null) throw withoutKey();
    }
    await ws.auditLog.append(auditEntry(caller, ...audited(locked, change, columns)));
    const row = (await ws.paymentConfigs.update(provider, columns)) ?? locked;
    await followChoice(ws, locked, row);
    const isAgain = change.isActive === true && !locked.isActive;
    if (change.credentials !== undefined || isAgain)
      await ws.outbox.add({
        type: 'connection.reconnected',
        provider,
        facts: { connection_id: locked.id, livemode: locked.livemode },
      });
    return {
      row,
      cancelled: change.isActive === false ? await activeSessions(ws, provider) : [],
    };
  });
  announce(deps);
  if (change.isActive === false) await deleteSchedule(deps, caller, { provider });
  await cancelSessions(deps, cancelled);
  if (change.oldSecrets === 'end') await removeRetired(deps, connection);
  const mayNeedEndpoint =
    change.credentials !== undefined || change.isActive === true || !sameChoice(seen, row);
  if (!row.isActive || !mayNeedEndpoint || row.throughPlatform) return row;
  if (hasSecretByHand(sealer, connection, row)) return row;
  return await setUpEndpoint(deps, caller, row, 'ensure', 'keep', seen.entityTypes);
}

function audited(
  { providerName, accountId }: PaymentConfig,
  change: ProviderChange,
  { credentialsHint }: PaymentConfigChange,
): [action: string, target: string, details: Record<string, unknown>] {
  const { credentials = {}, oldSecrets, isActive, conflictPolicy, readBudget, entityTypes } = change;
  const fields = Object.keys(auditNames) as (keyof typeof auditNames)[];
  const changed = fields.filter((field) => change[field] !== undefined).map((field) => auditNames[field]);
  const details = {
    changed: [...Object.keys(credentials), ...changed].toSorted(),
    ...(credentialsHint !== undefined && { api_key_hint: credentialsHint }),
    ...(isActive !== undefined && { is_active: isActive }),
    ...(conflictPolicy !== undefined && { conflict_policy: conflictPolicy }),
    ...(readBudget !== undefined && { read_budget: readBudget }),
    ...(entityTypes !== undefined && { entity_types: entityTypes }),
    ...(oldSecrets !== undefined && { old_secrets: oldSecrets }),
  };
  return ['payment_provider.changed', `${providerName}:${accountId ?? 'unknown'}`, details];
}

function columnsOf(
  sealer: Sealer,
  present: PaymentConfig,
  {
    credentials,
    webhookSecret,
    oldSecrets,
    isActive,
    conflictPolicy,
    readBudget,
    entityTypes,
    configData,
  }: ProviderChange,
): PaymentConfigChange {
  const connection = connectionOf(present);
  const definition: ProviderDefinition = registry[connection.provider];
  const secrets = openSecrets(sealer, connection, present.webhookSecretEncrypted);
  const now = Date.now();
  const given =
    webhookSecret === undefined
      ? secrets
      : addSecret(secrets, { secret: webhookSecret, endpointId: null }, now);
  const added = oldSecrets === 'end' ? endReplaced(given, now) : given;
  // Its own endpoints were removed, so nothing is signed with their secrets any more.
  const left = isActive === false ? added.filter(({ endpointId }) => endpointId === null) : added;
  return {
    ...(credentials !== undefined && {
      credentialsEncrypted: sealCredentials(sealer, connection, credentials),
      credentialsHint: definition.credentialsHint(credentials),
    }),
    ...(left !== secrets && { webhookSecretEncrypted: sealSecrets(sealer, connection, left) }),
    ...(webhookSecret !== undefined && { webhookProblem: null }),
    ...(conflictPolicy !== undefined && { conflictPolicy }),
    ...(readBudget !== undefined && { readBudget }),
    ...(entityTypes !== undefined && { entityTypes: [...entityTypes] }),
    ...(configData !== undefined && { configData }),
    ...(isActive === false && {
      isActive: false,
      syncStatus: 'disabled',
      webhookEndpointId: null,
      webhookRefusedAt: null,
    }),
    ...(isActive === true &&
      !present.isActive && {
        isActive: true,
        syncStatus: present.lastSyncAt === null ? 'never_synced' : 'active',
      }),
  };
}
