/** The age at which a past slot counts for half. */
const halfLifeMs = 10_000;
/** Weights double with each half-life. Before they exceed a number's precision, all are scaled down. */
const mostDoublings = 32;

/**
 * A process's few slots, shared among owners. The next slot goes to the owner that has had the fewest lately, and among
 * equals to the one that has waited longest. Late starters catch up, so equals end together; an owner that needs few slots
 * waits for one slot's work, not for those that need many.
 */
export class FairSlots {
  #free: number;
  readonly #perOwner: number;
  /** Slots that are taken now. */
  readonly #held = new Map<string, number>();
  /** Slots had, weighted by time: later ones count more, which equals earlier ones counting less. */
  readonly #had = new Map<string, number>();
  #weighedFrom = 0;
  /** By owner, in the order in which they began to wait; within an owner, first come, first served. */
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #now: () => number;

  /** `now` in milliseconds, by a monotonic clock. One owner holds `perOwner` at once at most, even if others are free. */
  constructor(slots: number, now = () => performance.now(), perOwner = slots) {
    this.#free = slots;
    this.#now = now;
    this.#perOwner = perOwner;
  }

  /** Resolves to a function that gives the slot back; calling it again does nothing. */
  async take(owner: string): Promise<() => void> {
    if (this.#mayHave(owner)) this.#give(owner);
    else await new Promise<void>((resolve) => this.#wait(owner, resolve));
    return this.#giveBack(owner);
  }

  /** The same, but waits for `ms` at most. Undefined if no slot was free by then. */
  async takeWithin(ms: number, owner: string): Promise<(() => void) | undefined> {
    if (this.#mayHave(owner)) {
      this.#give(owner);
      return this.#giveBack(owner);
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const served = () => resolve(true);
    this.#wait(owner, served);
    const timer = setTimeout(() => {
      this.#waitNoLonger(owner, served);
      resolve(false);
    }, ms);
    const isServed = await promise;
    clearTimeout(timer);
    return isServed ? this.#giveBack(owner) : undefined;
  }

  /** The same for at most `ms`, so that an owner that waits while it has a slot does not delay others for long. */
  async takeFor(ms: number, owner: string): Promise<() => void> {
    const giveBack = await this.take(owner);
    const timer = setTimeout(giveBack, ms);
    return () => {
      clearTimeout(timer);
      giveBack();
    };
  }

  async run<T>(owner: string, work: () => Promise<T>): Promise<T> {
    const giveBack = await this.take(owner);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  #mayHave(owner: string): boolean {
    return this.#free > 0 && (this.#held.get(owner) ?? 0) < this.#perOwner;
  }

  #giveBack(owner: string): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#free += 1;
      const others = this.#held.get(owner)! - 1;
      if (others === 0) this.#held.delete(owner);
      else this.#held.set(owner, others);
      this.#next();
    };
  }

  #wait(owner: string, served: () => void): void {
    const queue = this.#waiting.get(owner);
    if (queue === undefined) this.#waiting.set(owner, [served]);
    else queue.push(served);
  }

  #waitNoLonger(owner: string, served: () => void): void {
    const left = this.#waiting.get(owner)?.filter((other) => other !== served) ?? [];
    if (left.length === 0) this.#waiting.delete(owner);
    else this.#waiting.set(owner, left);
  }

  #give(owner: string): void {
    this.#free -= 1;
    this.#held.set(owner, (this.#held.get(owner) ?? 0) + 1);
    if (this.#doublings() > mostDoublings) this.#weighAnew();
    this.#had.set(owner, this.#hadBy(owner) + 2 ** this.#doublings());
  }

  #doublings(): number {
    return (this.#now() - this.#weighedFrom) / halfLifeMs;
  }

  /** Scales the weights to now, and drops those that no longer matter. */
  #weighAnew(): void {
    const shrink = 2 ** -this.#doublings();
    this.#weighedFrom = this.#now();
    for (const [owner, had] of this.#had) {
      const left = had * shrink;
      if (left < 2 ** -mostDoublings) this.#had.delete(owner);
      else this.#had.set(owner, left);
    }
  }

  #next(): void {
    let poorest: string | undefined;
    for (const owner of this.#waiting.keys()) {
      if (!this.#mayHave(owner)) continue;
      if (poorest === undefined || this.#hadBy(owner) < this.#hadBy(poorest)) poorest = owner;
    }
    if (poorest === undefined) return;
    const queue = this.#waiting.get(poorest)!;
    const resolve = queue.shift()!;
    // Behind its equals, if it waits for more.
    this.#waiting.delete(poorest);
    if (queue.length > 0) this.#waiting.set(poorest, queue);
    this.#give(poorest);
    resolve();
  }

  #hadBy(owner: string): number {
    return this.#had.get(owner) ?? 0;
  }
}
