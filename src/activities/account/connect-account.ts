import { Context, log } from '@temporalio/activity';
import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { notConfigured, type Connection } from '../../domain/connection.ts';
import type { Allowance } from '../../domain/pace.ts';
import type { ConnectOptions, Provider, ProviderAccount } from '../../providers/provider.ts';
import { openCredentials } from '../../security/credentials.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { PacedRequests } from './paced-requests.ts';
import { requestCounter } from './request-counter.ts';

export interface ConnectedAccount {
  readonly provider: Provider;
  readonly account: ProviderAccount;
  /** Unix seconds before which the account has nothing. */
  readonly openedAt: number;
  /** Null if no key has shown it yet. */
  readonly accountId: string | null;
  readonly livemode: boolean;
  readonly conflictPolicy: ConflictPolicy;
  /** Those that the connection copies. */
  readonly entityTypes: readonly EntityType[];
}

/**
 * An activity's only way to an account. Its requests keep the account's pace, end with the activity, and are added to the
 * account's reads, however `work` ends. Throws `provider_not_configured`, `credential_unreadable`.
 */
export async function withAccount<T>(
  deps: ActivityDependencies,
  connection: Connection,
  allowance: Allowance,
  work: (connected: ConnectedAccount, requests: PacedRequests) => Promise<T>,
): Promise<T> {
  // A page that was requested ahead may outlive work that failed. It must not send requests that are not counted.
  const ended = new AbortController();
  const signal = AbortSignal.any([Context.current().cancellationSignal, ended.signal]);
  const requests = new PacedRequests(allowance, signal, requestCounter(deps.metrics, connection.provider));
  const connected = await connect(deps, connection, { signal, through: requests.through });
  const { total: limit } = connected.provider.limits(connected);
  const closePace = deps.paces.add({ ...connection, requests, limit });
  try {
    return await work(connected, requests);
  } finally {
    ended.abort();
    closePace();
    await addReads(deps, connection, requests.sent);
  }
}

async function connect(
  { db, providers, dataKeys }: ActivityDependencies,
  { workspaceId, provider: name }: Connection,
  options: ConnectOptions,
): Promise<ConnectedAccount> {
  const provider = providers[name];
  const config = await db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get(name));
  if (config === undefined || !config.isActive) throw notConfigured(provider.displayName);
  const sealer = await dataKeys.of(workspaceId);
  const credentials = openCredentials(sealer, { workspaceId, provider: name }, config.credentialsEncrypted);
  return {
    provider,
    account: provider.connect(credentials, options),
    openedAt: Math.max(provider.earliest, Math.floor((config.accountCreatedAt?.getTime() ?? 0) / 1000)),
    accountId: config.accountId,
    livemode: config.livemode,
    conflictPolicy: config.conflictPolicy,
    entityTypes: config.entityTypes,
  };
}

/** A meter that cannot be written does not fail the work, nor replace its error: the uncounted requests are logged. */
async function addReads(
  { db }: ActivityDependencies,
  { workspaceId, provider }: Connection,
  requests: number,
): Promise<void> {
  if (requests === 0) return;
  const today = new Date().toISOString().slice(0, 10);
  try {
    await db.inWorkspace(workspaceId, (ws) => ws.reads.add(provider, today, requests));
  } catch (error) {
    log.warn('reads were not counted', { workspaceId, provider, requests, error });
  }
}
