import type { SessionRef } from '../contracts/activities.ts';
import type { ConflictPolicy } from '../domain/conflict-policy.ts';
import { SyncError } from '../domain/sync-error.ts';
import type { ConnectOptions, Provider, ProviderAccount } from '../providers/provider.ts';
import type { ActivityDependencies } from './dependencies.ts';

export interface ConnectedAccount {
  readonly provider: Provider;
  readonly account: ProviderAccount;
  /** Unix seconds before which the account has nothing. */
  readonly openedAt: number;
  readonly accountId: string;
  readonly conflictPolicy: ConflictPolicy;
}

/** A workspace's account, ready to be asked. Throws `provider_not_configured`, `credential_unreadable`. */
export async function connectAccount(
  { db, providers, keyring }: ActivityDependencies,
  { workspaceId, provider: name }: Pick<SessionRef, 'workspaceId' | 'provider'>,
  options: ConnectOptions,
): Promise<ConnectedAccount> {
  const provider = providers[name];
  const config = await db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get(name));
  if (config === undefined || !config.isActive) throw notConfigured(provider.displayName);
  const apiKey = keyring.open(config.apiKeyEncrypted, { workspaceId, provider: name, purpose: 'api_key' });
  return {
    provider,
    account: provider.connect({ apiKey }, options),
    openedAt: Math.max(provider.earliest, Math.floor((config.accountCreatedAt?.getTime() ?? 0) / 1000)),
    accountId: config.accountId,
    conflictPolicy: config.conflictPolicy,
  };
}

export const notConfigured = (displayName: string): SyncError =>
  new SyncError(
    'provider_not_configured',
    `${displayName} is not configured for this workspace, or was switched off.`,
  );
