/** Allowances of one account. Rates are requests a second, bursts are requests. */
export interface LimitsSpec {
  /** Requests within any 60 seconds. */
  perMinute?: number;
  perSecond?: number;
  perEndpoint?: number;
  /** Requests at once after a pause; default: those of a second. */
  burst?: number;
  endpointBurst?: number;
  /** Requests in flight at once; unlimited unless given. */
  concurrency?: number;
  endpointConcurrency?: number;
}

export type LimitReason = 'global-rate' | 'endpoint-rate' | 'global-concurrency' | 'endpoint-concurrency';

class TokenBucket {
  #tokens: number;
  #filledAt: number;

  constructor(burst: number, now: number) {
    this.#tokens = burst;
    this.#filledAt = now;
  }

  fill(rate: number, burst: number, now: number): boolean {
    // An endless rate is no number to multiply with.
    if (rate === Infinity) return true;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) / 1000) * rate);
    this.#filledAt = now;
    return this.#tokens >= 1;
  }

  take(): void {
    this.#tokens--;
  }
}

const MINUTE = 60_000;

/** Counts one account's requests in real time; the test clock does not move its buckets. */
export class RateLimiter {
  limits: LimitsSpec | 'off';
  readonly #now: () => number;
  #buckets = new Map<string, TokenBucket>();
  /** When requests of the last minute came, the oldest first; kept only if they are limited. */
  #minute: number[] = [];
  readonly #inFlight = new Map<string, number>();

  constructor(limits: LimitsSpec | 'off', now: () => number = () => performance.now()) {
    this.limits = limits;
    this.#now = now;
  }

  /** Changes the limits from now on, with full buckets. */
  set(limits: LimitsSpec | 'off'): void {
    this.limits = limits;
    this.#buckets = new Map();
    this.#minute = [];
  }

  /** Why this request is refused, or undefined if it may go on; then call `leave` when it is over. */
  enter(endpoint: string): LimitReason | undefined {
    const { limits } = this;
    if (limits !== 'off') {
      const { perSecond = Infinity, perEndpoint = Infinity } = limits;
      const { burst = Math.max(1, perSecond), endpointBurst = Math.max(1, perEndpoint) } = limits;
      if (this.#count('') >= (limits.concurrency ?? Infinity)) return 'global-concurrency';
      if (this.#count(endpoint) >= (limits.endpointConcurrency ?? Infinity)) return 'endpoint-concurrency';
      if (this.retryAfterMs() > 0) return 'global-rate';
      const whole = this.#ready('', perSecond, burst);
      if (!whole) return 'global-rate';
      const one = this.#ready(endpoint, perEndpoint, endpointBurst);
      if (!one) return 'endpoint-rate';
      whole.take();
      one.take();
      if (limits.perMinute !== undefined) this.#minute.push(this.#now());
    }
    this.#inFlight.set('', this.#count('') + 1);
    this.#inFlight.set(endpoint, this.#count(endpoint) + 1);
    return undefined;
  }

  /** Milliseconds until the minute has room for another request. */
  retryAfterMs(): number {
    const { limits } = this;
    if (limits === 'off' || limits.perMinute === undefined) return 0;
    const now = this.#now();
    while (this.#minute[0] !== undefined && this.#minute[0] <= now - MINUTE) this.#minute.shift();
    const over = this.#minute[this.#minute.length - limits.perMinute];
    return over === undefined ? 0 : over + MINUTE - now;
  }

  leave(endpoint: string): void {
    this.#inFlight.set('', this.#count('') - 1);
    this.#inFlight.set(endpoint, this.#count(endpoint) - 1);
  }

  #count(name: string): number {
    return this.#inFlight.get(name) ?? 0;
  }

  #ready(name: string, rate: number, burst: number): TokenBucket | undefined {
    const now = this.#now();
    const bucket = this.#buckets.get(name) ?? new TokenBucket(burst, now);
    this.#buckets.set(name, bucket);
    return bucket.fill(rate, burst, now) ? bucket : undefined;
  }
}
