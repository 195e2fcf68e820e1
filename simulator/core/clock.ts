/** The simulator's time, in milliseconds since 1970. Runs at the pace of its source and can be moved at any time. */
export class Clock {
  readonly #source: () => number;
  readonly #listeners = new Set<() => void>();
  #offset = 0;

  constructor(source: () => number = Date.now) {
    this.#source = source;
  }

  now(): number {
    return this.#source() + this.#offset;
  }

  /** Unix seconds, as Stripe writes them. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  set(milliseconds: number): void {
    this.#offset = milliseconds - this.#source();
    this.#moved();
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
    this.#moved();
  }

  /** Calls `listener` whenever the clock was moved. Returns how to stop. */
  onMove(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #moved(): void {
    for (const listener of this.#listeners) listener();
  }
}
