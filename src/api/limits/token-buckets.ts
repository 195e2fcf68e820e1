import { BoundedMap } from '../../domain/limits/bounded-map.ts';

interface Bucket {
  tokens: number;
  /** Milliseconds of any clock that only goes forward. */
  at: number;
}

/** How far above its steady rate a key may go at once, in seconds of that rate. */
export const burstSeconds = 5;

export const capacityOf = (perSecond: number): number => Math.max(1, perSecond * burstSeconds);

/** One limit for each key. A key that is forgotten (the least recently used of too many) begins with a full bucket. */
export class TokenBuckets {
  readonly #perSecond: number;
  readonly #buckets: BoundedMap<string, Bucket>;

  /** `perSecond`: of keys that have no rate of their own. */
  constructor({ perSecond, keys }: { perSecond: number; keys: number }) {
    this.#perSecond = perSecond;
    this.#buckets = new BoundedMap(keys);
  }

  /** 0 if the request may pass, else the whole seconds after which one may. */
  take(key: string, now: number, perSecond = this.#perSecond): number {
    const capacity = capacityOf(perSecond);
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) this.#buckets.set(key, (bucket = { tokens: capacity, at: now }));
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * perSecond;
    bucket.tokens = Math.min(capacity, refilled);
    bucket.at = now;
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    bucket.tokens -= 1;
    return 0;
  }

  /** Undoes a `take` that was let pass. */
  giveBack(key: string): void {
    const bucket = this.#buckets.get(key);
    if (bucket !== undefined) bucket.tokens += 1;
  }

  /** The requests that may pass at once, as of the last `take`. */
  left(key: string): number {
    return Math.floor(this.#buckets.get(key)?.tokens ?? 0);
  }
}
