import type { EntityType } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { RecheckProblem } from '../../db/copies/rechecks/sync-rechecks-table.ts';
import { problemOf } from '../failures.ts';
import { isOwnFailure, reasonOf } from '../own-failure.ts';

/**
 * Why a fetch failed. `object`: for a reason of its own, so that others need not wait for it. `entity`: the key may read
 * none of its kind. `provider`: it is away, and waiting helps. The error is that of the entity's list.
 */
export type FailedFetch =
  | { readonly for: 'object' }
  | { readonly for: 'entity' | 'provider'; readonly error: SyncError };

/** Whether the failure may be the entity's, or the provider's. */
const mayBeOfMore = (error: unknown): boolean =>
  error instanceof SyncError &&
  (error.code === 'provider_forbidden' || (error.retryable && error.code.startsWith('provider_')));

/** Why an object cannot be fetched, or written. */
export const ownProblem = (error: unknown): RecheckProblem =>
  error instanceof SyncError && error.code.startsWith('provider_')
    ? problemOf(error)
    : { code: error instanceof SyncError ? error.code : 'internal', message: reasonOf(error) };

/**
 * Finds out why one account's fetches fail. An answer that may mean the whole provider or the whole entity (a 403, a 5xx, no
 * answer) is told apart by a list of one object, once for each entity.
 */
export class FailedFetches {
  readonly #account: Pick<ProviderAccount, 'list'>;
  readonly #lists = new Map<EntityType, Promise<SyncError | null>>();

  constructor(account: Pick<ProviderAccount, 'list'>) {
    this.#account = account;
  }

  /** Throws an error that waiting or other objects cannot help: the key is not valid any more, the database is away. */
  async reasonOf(error: unknown, entityType: EntityType): Promise<FailedFetch> {
    if (!mayBeOfMore(error)) {
      if (isOwnFailure(error)) return { for: 'object' };
      throw error;
    }
    let list = this.#lists.get(entityType);
    if (list === undefined) {
      list = this.#list(entityType);
      this.#lists.set(entityType, list);
    }
    const refusal = await list;
    if (refusal === null) return { for: 'object' };
    return { for: refusal.retryable ? 'provider' : 'entity', error: refusal };
  }

  async #list(entityType: EntityType): Promise<SyncError | null> {
    try {
      await this.#account.list({ entityType, limit: 1, createdGte: null, createdLt: null, cursor: null });
      return null;
    } catch (error) {
      if (!(error instanceof SyncError) || error.code === 'provider_unauthorized') throw error;
      return error;
    }
  }
}
