import type { Snapshot } from './snapshot.ts';

/**
 * How far a provider's clock may be off before it has told us anything: both keep time as NTP does. It stays a bound until
 * an answer contradicts it: without it, an answer that took long would leave more in doubt than imports reach back for.
 */
const unheardMs = 2_000;

/**
 * What is known of the distance between a provider's clock and ours. Each answer's `Date` header (whole seconds) bounds
 * it from both sides, and bounds of several answers intersect: after a few requests it is known to some milliseconds,
 * although no single header is that precise. All times in milliseconds.
 */
export class ProviderClock {
  /** Provider's clock minus ours is at least, and at most, this. */
  #least = -unheardMs;
  #most = unheardMs;
  /** The provider's clock was set, as far as we can tell: what it dated before cannot be placed in our time. */
  #setAt = -Infinity;

  /** `request` in our clock; `date` is the answer's header. Bounds that contradict older ones replace them. */
  observe(request: Snapshot, date: number): void {
    const least = date - request.to;
    const most = date + 1000 - request.from;
    if (least > this.#most || most < this.#least) {
      this.#setAt = date + 1000;
      this.#least = least;
      this.#most = most;
    } else {
      this.#least = Math.max(this.#least, least);
      this.#most = Math.min(this.#most, most);
    }
  }

  /** A stretch of the provider's time, over by `now`, in our clock, widened by what is not known. */
  toLocalTime(theirs: Snapshot, now: number): Snapshot {
    if (theirs.from < this.#setAt) return { from: 0, to: now };
    const to = Math.min(now, Math.ceil(theirs.to - this.#least));
    return { from: Math.min(to, Math.floor(theirs.from - this.#most)), to };
  }

  /** An instant of ours as the provider's clock showed it at the earliest. */
  toProviderTime(ours: number): number {
    return Math.floor(ours + this.#least);
  }
}
