import type { AnyEntity } from '../../db/entities/entities.ts';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { ServiceDeps } from '../deps.ts';
import { accountMismatch, type IdentifiedAccount } from './identify-account.ts';

/** What the credentials may not do says nothing about whose they are. */
const undecided = new Set(['provider_forbidden', 'provider_rejected']);

/**
 * Throws `account_mismatch` unless the credentials open the connected account. If an id of it is not known, because a key
 * may not read it, the account is the same if it has the objects that were copied last.
 */
export async function assertSameAccount(
  { db }: Pick<ServiceDeps, 'db'>,
  connected: PaymentConfig,
  given: IdentifiedAccount,
): Promise<void> {
  if (connected.livemode !== given.livemode) throw accountMismatch(connected, given);
  if (connected.accountId !== null && given.accountId !== null) {
    if (connected.accountId !== given.accountId) throw accountMismatch(connected, given);
    return;
  }
  const copied = await db.inWorkspace(connected.workspaceId, ({ entities }) =>
    entities.newest(connected.providerName, 2),
  );
  if (copied.length > 0 && !(await hasMostOf(given.account, copied))) throw accountMismatch(connected, given);
}

/** Most, not all: the newest may have been deleted. And not one: merchants choose the ids of some kinds of objects. */
async function hasMostOf(account: ProviderAccount, copied: readonly AnyEntity[]): Promise<boolean> {
  const states = await Promise.all(copied.map((each) => stateOf(account, each)));
  const count = (wanted: 'present' | 'deleted') => states.filter((state) => state === wanted).length;
  return count('present') >= count('deleted');
}

async function stateOf(
  account: ProviderAccount,
  { entityType, row }: AnyEntity,
): Promise<'present' | 'deleted' | 'undecided'> {
  try {
    return (await account.retrieve(entityType, row.externalId)).state;
  } catch (error) {
    if (error instanceof SyncError && undecided.has(error.code)) return 'undecided';
    throw error;
  }
}
