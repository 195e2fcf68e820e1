import { TokenBuckets } from '../limits/token-buckets.ts';
import type { ApiParts } from '../deps.ts';
import { removeRetired } from '../../services/webhook-endpoints/remove-retired-endpoints.ts';
import { connectionKey, type Connection } from '../../domain/connection.ts';

/** Seconds between two tries for a connection. */
const tryEverySeconds = 300;
const maxCounted = 20_000;

/**
 * Removes endpoints whose grace period is over. The receiver asks for it with each webhook of such a connection: as long as
 * the old endpoint exists every event comes twice, so if there is something to remove, there is a webhook too.
 */
export class RetiredEndpoints {
  readonly #deps: ApiParts;
  readonly #tries = new TokenBuckets({ perSecond: 1 / tryEverySeconds, keys: maxCounted });

  constructor(deps: ApiParts) {
    this.#deps = deps;
  }

  /** Returns at once and never throws: a later webhook tries again if it fails. */
  remove(connection: Connection): void {
    if (this.#tries.take(connectionKey(connection), performance.now()) > 0) return;
    void removeRetired(this.#deps, connection);
  }
}
