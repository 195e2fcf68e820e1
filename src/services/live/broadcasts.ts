/** What a viewer gets: a state, nothing new for now, or that there is no more. */
export type Seen<T> =
  | { readonly kind: 'state'; readonly state: T }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'end' };

/** One viewer's look at what a reader reads. */
export interface View<T> {
  /** The newest state that this view has not shown, however many came in between; waits `ms` for one. Throws what ended the reader. */
  next(ms: number): Promise<Seen<T>>;
  /** Ends a `next` that waits. */
  close(): void;
}

/** Reads until there is nothing more to read, or `signal` aborts. */
export type Reader<T> = (signal: AbortSignal) => AsyncIterable<T>;

/**
 * One reader for all who look at the same thing, from the first viewer to the last. A slow viewer misses states and gets the
 * newest: nothing is kept for it.
 */
export class Broadcasts<T> {
  readonly #running = new Map<string, Broadcast<T>>();

  /** `read` is called only if no reader has this key. */
  watch(key: string, read: Reader<T>): View<T> {
    let broadcast = this.#running.get(key);
    if (broadcast === undefined) {
      const started = new Broadcast(read, () => {
        if (this.#running.get(key) === started) this.#running.delete(key);
      });
      this.#running.set(key, started);
      broadcast = started;
    }
    return broadcast.view();
  }
}

type Ending = { readonly error?: unknown };

class Broadcast<T> {
  readonly #stop = new AbortController();
  readonly #onEnd: () => void;
  readonly #wakes = new Set<() => void>();
  #latest: { readonly state: T; readonly number: number } | undefined;
  #ending: Ending | undefined;

  constructor(read: Reader<T>, onEnd: () => void) {
    this.#onEnd = onEnd;
    void this.#run(read);
  }

  view(): View<T> {
    let shown = 0;
    let wake = () => {};
    const woken = () => wake();
    this.#wakes.add(woken);
    const look = (): Seen<T> | undefined => {
      const latest = this.#latest;
      if (latest !== undefined && latest.number > shown) {
        shown = latest.number;
        return { kind: 'state', state: latest.state };
      }
      if (this.#ending === undefined) return undefined;
      if ('error' in this.#ending) throw this.#ending.error;
      return { kind: 'end' };
    };
    return {
      next: async (ms) => {
        const seen = look();
        if (seen !== undefined || !this.#wakes.has(woken)) return seen ?? { kind: 'nothing' };
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        const timer = setTimeout(resolve, ms);
        await promise;
        clearTimeout(timer);
        return look() ?? { kind: 'nothing' };
      },
      close: () => {
        wake();
        this.#wakes.delete(woken);
        if (this.#wakes.size === 0) this.#end({});
      },
    };
  }

  async #run(read: Reader<T>): Promise<void> {
    try {
      for await (const state of read(this.#stop.signal)) {
        this.#latest = { state, number: (this.#latest?.number ?? 0) + 1 };
        this.#wakeAll();
      }
      this.#end({});
    } catch (error) {
      this.#end({ error });
    }
  }

  #end(ending: Ending): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    this.#stop.abort();
    this.#onEnd();
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const wake of this.#wakes) wake();
  }
}
