/** The age at which a past slot counts for half. */
const halfLifeMs = 10_000;
/** Weights double with each half-life. Before they exceed a number's precision, all are scaled down. */
const mostDoublings = 32;

interface Waiting {
  readonly served: () => void;
  readonly slots: number;
}

/** Slots for something whose size shows when it is there. */
export interface Room {
  /** It is here, and takes so many slots until they are given back. */
  readonly arrived: (slots: number) => void;
  readonly giveBack: () => void;
}

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
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #now: () => number;

  /** `now` in milliseconds, by a monotonic clock. One owner holds `perOwner` at once at most, even if others are free. */
  constructor(slots: number, now = () => performance.now(), perOwner = slots) {
    this.#free = slots;
    this.#now = now;
    this.#perOwner = perOwner;
  }

  /** Resolves to a function that gives the slot back; calling it again does nothing. */
  async take(owner: string): Promise<() => void> {
    if (this.#mayHave(owner)) this.#give(owner, 1);
    else await new Promise<void>((served) => this.#wait(owner, { served, slots: 1 }));
    return this.#giveBack(owner);
  }

  /** The same, but waits for `ms` at most. Undefined if no slot was free by then. */
  async takeWithin(ms: number, owner: string): Promise<(() => void) | undefined> {
    if (this.#mayHave(owner)) {
      this.#give(owner, 1);
      return this.#giveBack(owner);
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiting = { served: () => resolve(true), slots: 1 };
    this.#wait(owner, waiting);
    const timer = setTimeout(() => {
      this.#waitNoLonger(owner, waiting);
      resolve(false);
    }, ms);
    const isServed = await promise;
    clearTimeout(timer);
    return isServed ? this.#giveBack(owner) : undefined;
  }

  /**
   * Room for what has yet to arrive, for `ms` at most, so that an owner that waits while it has room does not delay others for
   * long. It is weighed when it arrives: as long as more is held than there are slots, nobody is given any.
   */
  async takeRoom(ms: number, owner: string, expected: number): Promise<Room> {
    if (this.#mayHave(owner)) this.#give(owner, expected);
    else await new Promise<void>((served) => this.#wait(owner, { served, slots: expected }));
    let held = expected;
    const hold = (slots: number): void => {
      clearTimeout(timer);
      const more = slots - held;
      held = slots;
      if (more !== 0) this.#hold(owner, more);
    };
    const timer = setTimeout(() => hold(0), ms);
    return { arrived: hold, giveBack: () => hold(0) };
  }

  /** How many slots are taken now, and how many wait for one. */
  use(): { readonly held: number; readonly waiting: number } {
    const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);
    return {
      held: sum(this.#held.values()),
      waiting: sum([...this.#waiting.values()].map(({ length }) => length)),
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
      this.#hold(owner, -1);
    };
  }

  /** Gives an owner more slots, or takes some from it, without waiting. */
  #hold(owner: string, more: number): void {
    this.#free -= more;
    const held = (this.#held.get(owner) ?? 0) + more;
    if (held === 0) this.#held.delete(owner);
    else this.#held.set(owner, held);
    while (this.#free > 0 && this.#next());
  }

  #wait(owner: string, waiting: Waiting): void {
    const queue = this.#waiting.get(owner);
    if (queue === undefined) this.#waiting.set(owner, [waiting]);
    else queue.push(waiting);
  }

  #waitNoLonger(owner: string, waiting: Waiting): void {
    const left = this.#waiting.get(owner)?.filter((other) => other !== waiting) ?? [];
    if (left.length === 0) this.#waiting.delete(owner);
    else this.#waiting.set(owner, left);
  }

  #give(owner: string, slots: number): void {
    this.#free -= slots;
    this.#held.set(owner, (this.#held.get(owner) ?? 0) + slots);
    if (this.#doublings() > mostDoublings) this.#weighAnew();
    this.#had.set(owner, this.#hadBy(owner) + slots * 2 ** this.#doublings());
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

  /** False if nobody waits that may have a slot. */
  #next(): boolean {
    let poorest: string | undefined;
    for (const owner of this.#waiting.keys()) {
      if (!this.#mayHave(owner)) continue;
      if (poorest === undefined || this.#hadBy(owner) < this.#hadBy(poorest)) poorest = owner;
    }
    if (poorest === undefined) return false;
    const queue = this.#waiting.get(poorest)!;
    const { served, slots } = queue.shift()!;
    // Behind its equals, if it waits for more.
    this.#waiting.delete(poorest);
    if (queue.length > 0) this.#waiting.set(poorest, queue);
    this.#give(poorest, slots);
    served();
    return true;
  }

  #hadBy(owner: string): number {
    return this.#had.get(owner) ?? 0;
  }
}
