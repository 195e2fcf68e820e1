interface Waiter {
  resolve: () => void;
  reject: (error: Error) => void;
}

/** Counts deliveries that are not done yet; `zero` resolves when there are none. */
export class PendingCount {
  readonly #waiters = new Set<Waiter>();
  #count = 0;

  add(): void {
    this.#count++;
  }

  subtract(): void {
    if (--this.#count > 0) return;
    for (const { resolve } of this.#waiters) resolve();
  }

  /** Rejects after `timeoutMs`; the message has how many are left, and the text of `example`. */
  async zero(timeoutMs: number, example: () => string): Promise<void> {
    if (this.#count === 0) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { resolve, reject };
    const late = () =>
      reject(new Error(`After ${timeoutMs} ms ${this.#count} deliveries are waiting${example()}.`));
    const timer = setTimeout(late, timeoutMs);
    this.#waiters.add(waiter);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    }
  }

  stop(): void {
    for (const { reject } of this.#waiters) reject(new Error('The deliveries were stopped.'));
  }
}
