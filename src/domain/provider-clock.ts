import type { Snapshot } from './snapshot.ts';

/** When a request was sent and answered, in milliseconds of this machine's clock. */
export interface RequestTiming {
  readonly sentAt: number;
  readonly answeredAt: number;
}

/**
 * What is known of the distance between a provider's clock and ours. Each answer's `Date` header (whole seconds) bounds
 * it from both sides, and bounds of several answers intersect: after a few requests it is known to some milliseconds,
 * although no single header is that precise.
 */
export class ProviderClock {
  #least = -Infinity;
  #most = Infinity;

  /** `date` is the answer's `Date` header in milliseconds. Bounds that contradict older ones replace them: a clock was set. */
  observe(timing: RequestTiming, date: number): void {
    const least = date - timing.answeredAt;
    const most = date + 1000 - timing.sentAt;
    const contradicts = least > this.#most || most < this.#least;
    this.#least = contradicts ? least : Math.max(this.#least, least);
    this.#most = contradicts ? most : Math.min(this.#most, most);
  }

  /** The request's time in the provider's clock; as wide as the clocks' distance is uncertain. */
  snapshot(timing: RequestTiming): Snapshot {
    const known = Number.isFinite(this.#least) && Number.isFinite(this.#most);
    return {
      from: Math.floor(timing.sentAt + (known ? this.#least : 0)),
      to: Math.ceil(timing.answeredAt + (known ? this.#most : 0)),
    };
  }
}
