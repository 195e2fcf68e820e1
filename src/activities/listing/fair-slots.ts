/**
 * What a process has little of, shared among those who want it: the next slot goes to whoever holds the fewest, and of
 * equals to the one who has waited longest. So one who wants very much keeps nobody waiting for more than a slot's work.
 */
export class FairSlots {
  #free: number;
  readonly #held = new Map<string, number>();
  /** By owner, in the order in which they began to wait; an owner's own first come, first served. */
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(slots: number) {
    this.#free = slots;
  }

  /** Resolves to what gives the slot back; calling it again does nothing. */
  async take(owner: string): Promise<() => void> {
    if (this.#free > 0) this.#give(owner);
    else {
      const { promise, resolve } = Promise.withResolvers<void>();
      const queue = this.#waiting.get(owner);
      if (queue === undefined) this.#waiting.set(owner, [resolve]);
      else queue.push(resolve);
      await promise;
    }
    let held = true;
    return () => {
      if (held) this.#takeBack(owner);
      held = false;
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

  #give(owner: string): void {
    this.#free -= 1;
    this.#held.set(owner, this.#heldBy(owner) + 1);
  }

  #takeBack(owner: string): void {
    this.#free += 1;
    const left = this.#heldBy(owner) - 1;
    if (left > 0) this.#held.set(owner, left);
    else this.#held.delete(owner);
    this.#next();
  }

  #next(): void {
    let poorest: string | undefined;
    for (const owner of this.#waiting.keys()) {
      if (poorest === undefined || this.#heldBy(owner) < this.#heldBy(poorest)) poorest = owner;
    }
    if (poorest === undefined) return;
    const queue = this.#waiting.get(poorest)!;
    const resolve = queue.shift()!;
    // Behind the others, where it waits for more.
    this.#waiting.delete(poorest);
    if (queue.length > 0) this.#waiting.set(poorest, queue);
    this.#give(poorest);
    resolve();
  }

  #heldBy(owner: string): number {
    return this.#held.get(owner) ?? 0;
  }
}
