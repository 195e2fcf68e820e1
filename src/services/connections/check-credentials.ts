import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { SyncError, type SyncErrorCode } from '../../domain/sync-error.ts';
import type { Credentials } from '../../providers/credentials.ts';
import { defaultChoiceOf } from '../../providers/provider-entity.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { identifyAccount } from './identify-account.ts';
import { assertSameAccount } from './same-account.ts';

/** What the credentials may read: an entity's objects, or the list of events. */
export interface Permission {
  readonly reads: EntityType | 'events';
  /** Why not; null if they may. */
  readonly refusal: { readonly code: SyncErrorCode; readonly message: string } | null;
}

export interface CheckedCredentials {
  readonly accountId: string | null;
  /** As the account calls itself; null if the key may not read it. */
  readonly accountName: string | null;
  readonly livemode: boolean;
  readonly permissions: readonly Permission[];
}

const refusals: ReadonlySet<SyncErrorCode> = new Set<SyncErrorCode>([
  'provider_forbidden',
  'provider_rejected',
]);

async function permission(reads: Permission['reads'], read: () => Promise<unknown>): Promise<Permission> {
  try {
    await read();
    return { reads, refusal: null };
  } catch (error) {
    if (!(error instanceof SyncError) || !refusals.has(error.code)) throw error;
    return { reads, refusal: { code: error.code, message: error.message } };
  }
}

/**
 * What the credentials open and may read, by one small request each. Stores nothing. Throws what connecting would throw:
 * `CredentialsRefused`, and `account_mismatch` for those of another account than the one connected.
 */
export async function checkCredentials(
  deps: Pick<ServiceDeps, 'db' | 'providers'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  {
    provider: name,
    credentials,
    entityTypes: asked,
  }: {
    readonly provider: PaymentProvider;
    readonly credentials: Credentials;
    /** Default: those that the connection copies, or would. */
    readonly entityTypes?: readonly EntityType[] | undefined;
  },
): Promise<CheckedCredentials> {
  const provider = deps.providers[name];
  const connected = await deps.db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get(name));
  const given = await identifyAccount(provider, credentials);
  if (connected !== undefined) await assertSameAccount(deps, connected, given);
  const { account, accountId, name: accountName, livemode } = given;
  const entityTypes = asked ?? connected?.entityTypes ?? defaultChoiceOf(provider);
  const anyPage = { limit: 1, createdGte: null, createdLt: null, cursor: null };
  const permissions = await Promise.all([
    ...entityTypes.map((entityType) =>
      permission(entityType, async () => await account.list({ entityType, ...anyPage })),
    ),
    permission(
      'events',
      async () =>
        await account.listEvents({ entityTypes, list: 0, since: Date.now(), cursor: null, limit: 1 }),
    ),
  ]);
  return { accountId, accountName, livemode, permissions };
}
