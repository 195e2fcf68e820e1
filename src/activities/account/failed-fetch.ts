import type { EntityType } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ProviderAccount } from '../../providers/provider.ts';

/**
 * Why a fetch failed. `object`: for a reason of its own, so that others need not wait for it. `entity`: the key may read
 * none of its kind. `provider`: it is away, and waiting helps. The error is that of the reason.
 */
export interface FailedFetch {
  readonly for: 'object' | 'entity' | 'provider';
  readonly error: SyncError;
}

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
    if (!(error instanceof SyncError)) throw error;
    if (error.code === 'database_refused' || error.code === 'provider_rejected')
      return { for: 'object', error };
    if (!error.code.startsWith('provider_') || error.code === 'provider_unauthorized') throw error;
    let list = this.#lists.get(entityType);
    if (list === undefined) {
      list = this.#list(entityType);
      this.#lists.set(entityType, list);
    }
    const refusal = await list;
    if (refusal === null) return { for: 'object', error };
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
