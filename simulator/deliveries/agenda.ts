import type { Clock } from '../clock.ts';

interface Entry {
  due: number;
  /** Entries of the same moment run in the order in which they were made. */
  number: number;
  run: () => void;
}

/** The longest that a timer can wait. */
const LONGEST = 2 ** 31 - 1;

const sooner = (a: Entry, b: Entry) => a.due < b.due || (a.due === b.due && a.number < b.number);

/**
 * What is to happen when the simulator's clock gets there, however it does: by itself or because it was moved. With a
 * stopped clock nothing happens until it is moved. One timer for all (a binary heap), and none keeps the process alive.
 */
export class Agenda {
  readonly #clock: Clock;
  readonly #heap: Entry[] = [];
  readonly #unlisten: () => void;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer rings, by the clock. */
  #rings = Infinity;
  #made = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#unlisten = clock.onMove(() => this.#runDue());
  }

  /** `due` in milliseconds since 1970; when it is over already, as soon as the caller is done. */
  at(due: number, run: () => void): void {
    const heap = this.#heap;
    const entry = { due, number: this.#made++, run };
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      if (!sooner(entry, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = entry;
    if (due < this.#rings) this.#wind();
  }

  stop(): void {
    this.#unlisten();
    clearTimeout(this.#timer);
    this.#heap.length = 0;
  }

  #wind(): void {
    clearTimeout(this.#timer);
    const [next] = this.#heap;
    this.#rings = next?.due ?? Infinity;
    if (!next) return;
    // A timer may ring early, and a stopped clock does not go on meanwhile: then it is wound up again.
    const wait = Math.min(LONGEST, Math.max(1, next.due - this.#clock.now()));
    this.#timer = setTimeout(() => this.#runDue(), wait).unref();
  }

  #runDue(): void {
    const now = this.#clock.now();
    for (let next = this.#heap[0]; next && next.due <= now; next = this.#heap[0]) {
      this.#removeFirst();
      next.run();
    }
    this.#wind();
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let place = 0;
    for (let child = 1; child < heap.length; child = 2 * place + 1) {
      if (child + 1 < heap.length && sooner(heap[child + 1]!, heap[child]!)) child++;
      if (!sooner(heap[child]!, last)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
  }
}
