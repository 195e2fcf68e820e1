import { BoundedMap } from './bounded-map.ts';

interface Bucket {
  tokens: number;
  /** Milliseconds of any clock that only goes forward. */
  at: number;
}

/** How far above its steady rate a key may go at once, in seconds of that rate. */
const burstSeconds = 5;

/** One limit for each key. A key that is forgotten (the least recently used of too many) begins with a full bucket. */
export class TokenBuckets {
  readonly #perSecond: number;
  readonly #capacity: number;
  readonly #buckets: BoundedMap<string, Bucket>;

  constructor({ perSecond, keys }: { perSecond: number; keys: number }) {
    this.#perSecond = perSecond;
    this.#capacity = Math.max(1, perSecond * burstSeconds);
    this.#buckets = new BoundedMap(keys);
  }

  /** 0 if the request may pass, else the whole seconds after which one may. */
  take(key: string, now: number): number {
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) this.#buckets.set(key, (bucket = { tokens: this.#capacity, at: now }));
    const refilled = bucket.tokens + ((now - bucket.at) / 1000) * this.#perSecond;
    bucket.tokens = Math.min(this.#capacity, refilled);
    bucket.at = now;
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / this.#perSecond));
    bucket.tokens -= 1;
    return 0;
  }
}
