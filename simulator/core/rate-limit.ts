/** Allowances of one account. Rates are requests a second, bursts are requests. */
export interface LimitsSpec {
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

/** Counts one account's requests in real time; the test clock does not move its buckets. */
export class RateLimiter {
  limits: LimitsSpec | 'off';
  readonly #now: () => number;
  #buckets = new Map<string, TokenBucket>();
  readonly #inFlight = new Map<string, number>();

  constructor(limits: LimitsSpec | 'off', now: () => number = () => performance.now()) {
    this.limits = limits;
    this.#now = now;
  }

  /** Changes the limits from now on, with full buckets. */
  set(limits: LimitsSpec | 'off'): void {
    this.limits = limits;
    this.#buckets = new Map();
  }

  /** Why this request is refused, or undefined if it may go on; then call `leave` when it is over. */
  enter(endpoint: string): LimitReason | undefined {
    const { limits } = this;
    if (limits !== 'off') {
      const { perSecond = Infinity, perEndpoint = Infinity } = limits;
      const { burst = Math.max(1, perSecond), endpointBurst = Math.max(1, perEndpoint) } = limits;
      if (this.#count('') >= (limits.concurrency ?? Infinity)) return 'global-concurrency';
      if (this.#count(endpoint) >= (limits.endpointConcurrency ?? Infinity)) return 'endpoint-concurrency';
      const whole = this.#ready('', perSecond, burst);
      if (!whole) return 'global-rate';
      const one = this.#ready(endpoint, perEndpoint, endpointBurst);
      if (!one) return 'endpoint-rate';
      whole.take();
      one.take();
    }
    this.#inFlight.set('', this.#count('') + 1);
    this.#inFlight.set(endpoint, this.#count(endpoint) + 1);
    return undefined;
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
