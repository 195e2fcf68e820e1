import { BoundedMap } from '../../domain/limits/bounded-map.ts';

/** What requests that begin may take of one turn of the event loop. A turn that is long delays all that others have in progress. */
const turnMs = 4;
/** The age at which past use of the processor counts for half. */
const halfLifeMs = 10_000;
const countedOwners = 20_000;

interface Used {
  /** Milliseconds of the processor, as of `at`. */
  readonly ms: number;
  readonly at: number;
}

/**
 * Shares the processor among those who send requests: so many begin in a turn of the event loop as fit into a few milliseconds, and
 * the next one is of the owner that used the processor least lately. So a request waits for a few of the others' and for none of
 * its own owner's that wait for Postgres.
 */
export class FairStarts {
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #used = new BoundedMap<string, Used>(countedOwners);
  readonly #now: () => number;
  /** In this turn. */
  #spentMs = 0;
  #nextTurnIsDue = false;

  /** `now` in milliseconds, by a monotonic clock. */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** Does the work of one of this owner's requests when it may begin. */
  async run<T>(owner: string, work: () => Promise<T>): Promise<T> {
    if (this.#waiting.size > 0 || this.#spentMs >= turnMs)
      await new Promise<void>((begin) => this.#wait(owner, begin));
    const began = this.#now();
    const done = work();
    // After all that the work does before it waits for something: microtasks come first.
    process.nextTick(() => this.#note(owner, began));
    return await done;
  }

  #wait(owner: string, begin: () => void): void {
    const queue = this.#waiting.get(owner);
    if (queue === undefined) this.#waiting.set(owner, [begin]);
    else queue.push(begin);
    this.#endTurn();
  }

  #note(owner: string, began: number): void {
    const now = this.#now();
    this.#spentMs += now - began;
    this.#used.set(owner, { ms: this.#usedBy(owner, now) + now - began, at: now });
    this.#endTurn();
  }

  #usedBy(owner: string, now: number): number {
    const used = this.#used.get(owner);
    return used === undefined ? 0 : used.ms * 2 ** ((used.at - now) / halfLifeMs);
  }

  #endTurn(): void {
    if (this.#nextTurnIsDue) return;
    this.#nextTurnIsDue = true;
    setImmediate(() => void this.#turn());
  }

  async #turn(): Promise<void> {
    this.#nextTurnIsDue = false;
    this.#spentMs = 0;
    while (this.#spentMs < turnMs && this.#beginNext()) {
      // It begins in a microtask, and notes what it took in a tick after those: then this goes on.
      await Promise.resolve();
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
    if (this.#waiting.size > 0) this.#endTurn();
  }

  /** False if nobody waits. */
  #beginNext(): boolean {
    const now = this.#now();
    let [least, leastMs]: [string | undefined, number] = [undefined, Infinity];
    for (const owner of this.#waiting.keys()) {
      const ms = this.#usedBy(owner, now);
      if (ms < leastMs) [least, leastMs] = [owner, ms];
    }
    if (least === undefined) return false;
    const queue = this.#waiting.get(least)!;
    const begin = queue.shift()!;
    // Behind its equals, if it waits for more.
    this.#waiting.delete(least);
    if (queue.length > 0) this.#waiting.set(least, queue);
    begin();
    return true;
  }
}
