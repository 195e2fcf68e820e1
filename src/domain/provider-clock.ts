import type { Snapshot } from './snapshot.ts';

/**
 * What is known of the distance between a provider's clock and ours. Each answer's `Date` header (whole seconds) bounds
 * it from both sides, and bounds of several answers intersect: after a few requests it is known to some milliseconds,
 * although no single header is that precise. All times in milliseconds.
 */
export class ProviderClock {
  /** Provider's clock minus ours is at least, and at most, this. */
  #least = -Infinity;
  #most = Infinity;

  /** `request` in our clock; `date` is the answer's header. Bounds that contradict older ones replace them: a clock was set. */
  observe(request: Snapshot, date: number): void {
    const least = date - request.to;
    const most = date + 1000 - request.from;
    const contradicts = least > this.#most || most < this.#least;
    this.#least = contradicts ? least : Math.max(this.#least, least);
    this.#most = contradicts ? most : Math.min(this.#most, most);
  }

  /** A stretch of the provider's time in our clock, widened by what is not known. */
  inOurs(theirs: Snapshot): Snapshot {
    return { from: Math.floor(theirs.from - this.#most), to: Math.ceil(theirs.to - this.#least) };
  }

  /** An instant of ours as the provider's clock showed it at the earliest; `margin` for a clock not heard of yet. */
  earliestTheirs(ours: number, margin: number): number {
    return Number.isFinite(this.#least) ? Math.floor(ours + this.#least) : ours - margin;
  }
}
