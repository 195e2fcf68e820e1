/** The queue of one endpoint: first in, first out, at most `concurrency` in flight. */
export class Lane<T> {
  #waiting: T[] = [];
  #head = 0;
  #sending = 0;
  readonly #send: (item: T) => Promise<void>;
  readonly #concurrency: () => number;

  /** `concurrency` is asked before each; 0 holds everything back. `send` must not reject. */
  constructor(send: (item: T) => Promise<void>, concurrency: () => number) {
    this.#send = send;
    this.#concurrency = concurrency;
  }

  push(item: T): void {
    this.#waiting.push(item);
    this.pump();
  }

  /** Sends as many as `concurrency` allows; to be called after it has grown. */
  pump(): void {
    while (this.#head < this.#waiting.length && this.#sending < this.#concurrency()) {
      const item = this.#waiting[this.#head++]!;
      this.#sending++;
      void this.#send(item).finally(() => {
        this.#sending--;
        this.pump();
      });
    }
    // Cutting off the sent ones now and then is cheaper than shifting each.
    if (this.#head < 1_024 && this.#head < this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#head);
    this.#head = 0;
  }
}
