/** When the generated objects of one kind were created; all times in unix seconds. */
export interface TimelineSpec {
  count: number;
  from: number;
  to: number;
  /** So many neighbours share one `created` second. */
  perSecond: number;
  /** An import: this share of all objects was created within `seconds` from `at` on. */
  burst?: { share: number; at: number; seconds: number };
}

interface Stretch {
  first: number;
  count: number;
  newest: number;
  oldest: number;
}

/** Maps index 0 (newest) … count-1 (oldest) to `created`, never increasing, and back in O(log n). */
export class Timeline {
  readonly count: number;
  readonly #perSecond: number;
  readonly #stretches: Stretch[];

  constructor(spec: TimelineSpec) {
    this.count = spec.count;
    this.#perSecond = Math.max(1, Math.floor(spec.perSecond));
    this.#stretches = stretches(spec);
  }

  createdAt(index: number): number {
    const stretch =
      this.#stretches.find(({ first, count }) => index < first + count) ?? this.#stretches.at(-1)!;
    const groups = Math.ceil(stretch.count / this.#perSecond);
    const group = Math.floor((index - stretch.first) / this.#perSecond);
    return stretch.newest - Math.floor((group * (stretch.newest - stretch.oldest)) / groups);
  }

  /** The newest object created at `second` or before; `count` if there is none. */
  firstAtOrBefore(second: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.createdAt(middle) <= second) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** The time before the burst, the burst, and the time after it, newest first. */
function stretches({ count, from, to, burst }: TimelineSpec): Stretch[] {
  if (!burst) return [{ first: 0, count, newest: to, oldest: from }];
  const start = Math.max(from, Math.min(burst.at, to));
  const end = Math.min(to, start + burst.seconds);
  const inBurst = Math.round(count * burst.share);
  const quiet = Math.max(1, to - end + (start - from));
  const after = Math.round(((count - inBurst) * (to - end)) / quiet);
  return [
    { first: 0, count: after, newest: to, oldest: end },
    { first: after, count: inBurst, newest: end, oldest: start },
    { first: after + inBurst, count: count - inBurst - after, newest: start, oldest: from },
  ].filter((stretch) => stretch.count > 0);
}
