import type { Snapshot } from './snapshot.ts';

/**
 * How far a provider's clock may be off before the first answer: both keep time as NTP does. It stays a bound until an
 * answer contradicts it. Without it, an answer that took long would leave wider bounds than imports read back.
 */
const unheardMs = 2_000;

/**
 * The known bounds of the distance between a provider's clock and ours. Each answer's `Date` header (whole seconds) bounds
 * it from both sides, and bounds of several answers intersect: after a few requests it is known to some milliseconds,
 * although no single header is that precise. All times in milliseconds.
 */
export class ProviderClock {
  /** Provider's clock minus ours is at least, and at most, this. */
  #least = -unheardMs;
  #most = unheardMs;
  /** The provider's clock seems to have been set: earlier dates of its cannot be placed in our time. */
  #setAt = -Infinity;

  /**
   * `request` in our clock; `date` is the answer's header. Bounds that contradict older ones are joined with them: one header
   * may be wrong, as a proxy's, and the next answer says which of them holds.
   */
  observe(request: Snapshot, date: number): void {
    const least = date - request.to;
    const most = date + 1000 - request.from;
    if (least > this.#most || most < this.#least) {
      this.#setAt = date + 1000;
      this.#least = Math.min(this.#least, least);
      this.#most = Math.max(this.#most, most);
    } else {
      this.#setAt = Math.min(this.#setAt, date + 1000);
      this.#least = Math.max(this.#least, least);
      this.#most = Math.min(this.#most, most);
    }
  }

  /** An interval of the provider's time that is over by `now`, in our clock, widened by the uncertainty. */
  toLocalTime(theirs: Snapshot, now: number): Snapshot {
    if (theirs.from < this.#setAt) return { from: 0, to: now };
    const to = Math.min(now, Math.ceil(theirs.to - this.#least));
    return { from: Math.min(to, Math.floor(theirs.from - this.#most)), to };
  }

  /** The earliest time that the provider's clock can have shown at an instant of ours. */
  toProviderTime(ours: number): number {
    return Math.floor(ours + this.#least);
  }
}
