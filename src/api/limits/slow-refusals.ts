import { setTimeout as sleep } from 'node:timers/promises';
import { InFlight } from './in-flight.ts';
import { TokenBuckets } from './token-buckets.ts';

/** Refusals a second, five times as many in a burst, that are answered at once: a client that waits as it is told has no more. */
const prompt = { ofOne: 5, ofAll: 20 };
/** Of the others, how many a second are answered. */
const later = { ofOne: 50, ofAll: 200 };
const minHeldMs = 1_000;
/** Less than a client's time-out, and than the time in which a process that stops answers what it has. */
const maxHeldMs = 10_000;
/** Each holds a connection, of which other callers need half (listen.ts). */
const maxHeld = 2_048;
const countedKeys = 50_000;

/**
 * Makes those wait who go on after they were refused. An answer costs about as much as a request that may pass, so whoever sends the
 * next request when the last one is refused would take the process from all others. The more of one caller's requests are
 * refused at once, the longer each waits: a thousand that are sent again and again cost what fifty do.
 */
export class SlowRefusals {
  readonly #prompt = new TokenBuckets({ perSecond: prompt.ofOne, keys: countedKeys });
  readonly #promptOfAll = new TokenBuckets({ perSecond: prompt.ofAll, keys: 1 });
  readonly #held = new InFlight();
  #heldOfAll = 0;
  readonly #hold: (ms: number) => Promise<unknown>;

  constructor(hold: (ms: number) => Promise<unknown> = sleep) {
    this.#hold = hold;
  }

  /** Resolves when this one's refusal may be answered. */
  async wait(key: string, now = performance.now()): Promise<void> {
    const isPrompt = this.#prompt.take(key, now) === 0 && this.#promptOfAll.take('all', now) === 0;
    if (isPrompt || this.#heldOfAll >= maxHeld) return;
    this.#held.enter(key, maxHeld);
    this.#heldOfAll += 1;
    try {
      await this.#hold(this.#delayOf(key));
    } finally {
      this.#held.leave(key);
      this.#heldOfAll -= 1;
    }
  }

  /** Milliseconds in which as many as are held are answered. */
  #delayOf(key: string): number {
    const seconds = Math.max(this.#held.count(key) / later.ofOne, this.#heldOfAll / later.ofAll);
    return Math.min(Math.max(seconds * 1_000, minHeldMs), maxHeldMs);
  }
}
