import { Faults } from './faults.ts';
import { mix, randomStream } from './generate/seed.ts';
import type { ServedAccount } from './http/handle.ts';
import { delayOf, type LatencySpec } from './latency.ts';
import { RateLimiter, type LimitsSpec } from './rate-limit.ts';
import { RequestLog } from './request-log.ts';

/** A series of changes to an account in the background. */
export interface BackgroundRun {
  readonly running: boolean;
  stop(): void;
}

export interface AccountBasics {
  readonly id: string;
  readonly seed: number;
  /** Of how many accounts it is which, so that equal seeds do not fail alike. */
  readonly number: number;
  readonly limits: LimitsSpec | 'off';
  readonly latency: LatencySpec;
}

/** What any provider's account is to its requests: limits, faults, latency, a log. */
export abstract class SimulatedAccount<Event> implements ServedAccount {
  readonly id: string;
  readonly limiter: RateLimiter;
  readonly faults: Faults;
  readonly requests = new RequestLog();
  latency: LatencySpec;
  /** The last run that was started; it ends with the account. */
  background: BackgroundRun | undefined;
  readonly #random: () => number;
  readonly #listeners = new Set<(event: Event) => void>();
  #revision = 0;

  constructor({ id, seed, number, limits, latency }: AccountBasics) {
    this.id = id;
    this.limiter = new RateLimiter(limits);
    this.faults = new Faults(mix(seed, number, 3));
    this.latency = latency;
    this.#random = randomStream(mix(seed, number, 4));
  }

  /** Milliseconds that the next answer takes. */
  nextDelay(): number {
    return delayOf(this.latency, this.#random);
  }

  /** A number that no change of this account had before. */
  nextRevision(): number {
    return ++this.#revision;
  }

  /** Calls `listener` with each event, right after it happened. Returns how to stop. */
  onEvent(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends deliveries and the background run. */
  stop(): void {
    this.background?.stop();
  }

  protected happened(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }
}
