/** Requests a second that an account allows: in all, and to each endpoint. */
export interface Allowance {
  readonly total: number;
  readonly endpoint: number;
}

/** An account's limits, less the share (0–1) that is left to the merchant's own traffic. */
export const allowanceOf = ({ total, endpoint }: Allowance, merchantShare: number): Allowance => ({
  total: total * (1 - merchantShare),
  endpoint: endpoint * (1 - merchantShare),
});

/** Beside a listing webhooks' fetches have a share of their own, so that they never wait for it; alone they have all. */
const drainShare = 0.15;

export const drainAllowance = ({ total, endpoint }: Allowance): Allowance => ({
  total: total * drainShare,
  endpoint: endpoint * drainShare,
});

/** After a 429 the rate is multiplied by this; it comes back by `recoveryPerSecond` of the ceiling each second. */
const slowDown = 0.6;
const recoveryPerSecond = 0.02;
const minRate = 0.5;
/** How far ahead of the steady rate a burst may run, in seconds of that rate. */
const burstSeconds = 0.4;

/** One limit, as a bucket of tokens that may be drawn below zero: a negative level is time to wait. Times in milliseconds. */
class Bucket {
  readonly ceiling: number;
  #rate: number;
  #level: number;
  #at: number;
  #slowedAt = -Infinity;

  constructor(ceiling: number, now: number) {
    this.ceiling = ceiling;
    this.#rate = ceiling;
    this.#level = Math.max(1, ceiling * burstSeconds);
    this.#at = now;
  }

  #refill(now: number): void {
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#at = Math.max(now, this.#at);
    this.#level = Math.min(Math.max(1, this.#rate * burstSeconds), this.#level + seconds * this.#rate);
    this.#rate = Math.min(this.ceiling, this.#rate + seconds * recoveryPerSecond * this.ceiling);
  }

  draw(now: number): number {
    this.#refill(now);
    this.#level -= 1;
    return this.#level >= 0 ? 0 : (-this.#level / this.#rate) * 1000;
  }

  slow(now: number): void {
    this.#refill(now);
    // Requests that were in flight together are refused together: that counts once.
    if (now - this.#slowedAt < 1000) return;
    this.#slowedAt = now;
    this.#rate = Math.max(Math.min(minRate, this.#rate), this.#rate * slowDown);
    this.#level = Math.min(this.#level, 0);
  }

  get rate(): number {
    return this.#rate;
  }
}

/**
 * The pace of one account's requests: additive increase, multiplicative decrease, for each limit by itself. Pure: the
 * caller passes the time and waits.
 */
export class Pace {
  readonly #allowance: Allowance;
  readonly #total: Bucket;
  readonly #endpoints = new Map<string, Bucket>();

  constructor(allowance: Allowance, now: number) {
    this.#allowance = allowance;
    this.#total = new Bucket(allowance.total, now);
  }

  #endpoint(endpoint: string, now: number): Bucket {
    let bucket = this.#endpoints.get(endpoint);
    if (bucket === undefined) {
      bucket = new Bucket(Math.min(this.#allowance.endpoint, this.#allowance.total), now);
      this.#endpoints.set(endpoint, bucket);
    }
    return bucket;
  }

  /** Takes the right to one request; it may be sent after the returned milliseconds. */
  take(endpoint: string, now: number): number {
    return Math.max(this.#total.draw(now), this.#endpoint(endpoint, now).draw(now));
  }

  /** The provider answered 429. `scope` is the limit that was reached. */
  limited(endpoint: string, scope: 'total' | 'endpoint', now: number): void {
    (scope === 'total' ? this.#total : this.#endpoint(endpoint, now)).slow(now);
  }

  /** The rates that the account bears now: in all, and at its slowest endpoint. */
  report(): Allowance {
    const rates = [...this.#endpoints.values()].map((bucket) => bucket.rate);
    return { total: this.#total.rate, endpoint: Math.min(this.#allowance.endpoint, ...rates) };
  }
}
