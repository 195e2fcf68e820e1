import { ApiError } from '../api-error.ts';
import { InFlight } from './in-flight.ts';
import type { SlowRefusals } from './slow-refusals.ts';
import { TokenBuckets } from './token-buckets.ts';

const countedAddresses = 50_000;
/** Keys of one address that are looked up at once, or wait for that. */
const maxLookups = 100;

const tooMany = (retryAfter: number): ApiError =>
  new ApiError(429, 'rate_limited', 'Too many requests without a valid API key from this address.', {
    retryAfter,
  });

/** Limits requests whose key is not known yet, by the client's address. Only those without a valid key count in the end. */
export class Strangers {
  readonly #buckets: TokenBuckets;
  readonly #lookups = new InFlight();
  readonly #refusals: SlowRefusals;

  constructor(perSecond: number, refusals: SlowRefusals) {
    this.#refusals = refusals;
    this.#buckets = new TokenBuckets({ perSecond, keys: countedAddresses });
  }

  /** Calls `lookUp`, which resolves to who calls, if anybody. Throws a 429 before that if the address has failed too often. */
  async admit<T>(address: string, lookUp: () => Promise<T | undefined>): Promise<T | undefined> {
    const retryAfter = this.#buckets.take(address, performance.now());
    if (retryAfter > 0) return await this.#refuse(address, retryAfter);
    if (!this.#lookups.enter(address, maxLookups)) return await this.#refuse(address, 1);
    try {
      const found = await lookUp();
      if (found !== undefined) this.#buckets.giveBack(address);
      return found;
    } finally {
      this.#lookups.leave(address);
    }
  }

  async #refuse(address: string, retryAfter: number): Promise<never> {
    await this.#refusals.wait(`address:${address}`);
    throw tooMany(retryAfter);
  }
}
