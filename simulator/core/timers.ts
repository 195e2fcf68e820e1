import type { Clock } from './clock.ts';

interface Entry {
  due: number;
  /** Entries of the same moment run in the order in which they were made. */
  number: number;
  run: () => void;
}

/** Node's timers wait no longer. */
const MAX_WAIT_MS = 2 ** 31 - 1;

const sooner = (a: Entry, b: Entry) => a.due < b.due || (a.due === b.due && a.number < b.number);

/**
 * Timers by the simulator's clock: one runs when the clock reaches it, by itself or because a test moved it. With a
 * stopped clock nothing runs until it is moved. A binary heap behind one timer of Node, which keeps no process alive.
 */
export class Timers {
  readonly #clock: Clock;
  readonly #heap: Entry[] = [];
  readonly #unlisten: () => void;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer of Node fires, by the clock. */
  #firesAt = Infinity;
  #made = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#unlisten = clock.onMove(() => this.#runDue());
  }

  /** `due` in milliseconds since 1970. If it has passed, `run` is called as soon as the caller is done. */
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
    if (due < this.#firesAt) this.#schedule();
  }

  stop(): void {
    this.#unlisten();
    clearTimeout(this.#timer);
    this.#heap.length = 0;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const [next] = this.#heap;
    this.#firesAt = next?.due ?? Infinity;
    if (!next) return;
    // A timer of Node may fire early, and a stopped clock does not advance: then it is scheduled again.
    const wait = Math.min(MAX_WAIT_MS, Math.max(1, next.due - this.#clock.now()));
    this.#timer = setTimeout(() => this.#runDue(), wait).unref();
  }

  #runDue(): void {
    const now = this.#clock.now();
    for (let next = this.#heap[0]; next && next.due <= now; next = this.#heap[0]) {
      this.#removeFirst();
      next.run();
    }
    this.#schedule();
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
