import { setTimeout as sleep } from 'node:timers/promises';
import { TokenBuckets } from './token-buckets.ts';

/** Refusals a second, five times as many in a burst, that are answered at once: a client that waits as it is told has no more. */
const promptPerSecond = 10;
const heldMs = 1_000;
const countedKeys = 50_000;

/**
 * Makes those wait who go on after they were refused. An answer costs about as much as a request that may pass, so whoever sends the
 * next request when the last one is refused would take the process from all others.
 */
export class SlowRefusals {
  readonly #prompt = new TokenBuckets({ perSecond: promptPerSecond, keys: countedKeys });
  readonly #hold: (ms: number) => Promise<unknown>;

  constructor(hold: (ms: number) => Promise<unknown> = sleep) {
    this.#hold = hold;
  }

  /** Resolves when this one's refusal may be answered. */
  async wait(key: string, now = performance.now()): Promise<void> {
    if (this.#prompt.take(key, now) > 0) await this.#hold(heldMs);
  }
}
