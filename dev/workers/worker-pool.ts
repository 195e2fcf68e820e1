import type { Part } from '../stack/stack.ts';

export interface PoolOptions {
  /** Starts a worker; calls `onEnd` with how it ended if it ends without having been stopped. */
  readonly start: (onEnd: (how: string) => void) => Promise<Part>;
  readonly print: (line: string) => void;
}

/** When all are to end, slices that take longer are broken off: another worker goes on with them. */
const graceMs = 15_000;

/** The workers of this machine. */
export class WorkerPool {
  readonly #options: PoolOptions;
  /** In the order in which they started. */
  readonly #running = new Set<Part>();
  /** They end their slices and take no task. */
  readonly #ending = new Set<Part>();

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Those that take tasks. */
  get size(): number {
    return this.#running.size;
  }

  /** Resolves when those that were missing run. The newest of those too many end by themselves. Throws if one does not start. */
  async resize(size: number): Promise<void> {
    for (const worker of [...this.#running].slice(size)) void this.#end(worker);
    const missing = Array.from({ length: Math.max(0, size - this.size) }, () => this.#add());
    const failed = (await Promise.allSettled(missing)).find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async stop(hard = false): Promise<void> {
    const all = [...this.#running, ...this.#ending];
    this.#running.clear();
    const late = setTimeout(() => all.forEach((worker) => void worker.stop(true)), graceMs);
    await Promise.all(all.map((worker) => worker.stop(hard)));
    clearTimeout(late);
  }

  async #add(): Promise<void> {
    const { start, print } = this.#options;
    let ended = false;
    let worker: Part | undefined = undefined;
    worker = await start((how) => {
      print(`one ended unexpectedly (${how})`);
      ended = true;
      if (worker !== undefined) this.#running.delete(worker);
    });
    if (!ended) this.#running.add(worker);
  }

  async #end(worker: Part): Promise<void> {
    this.#running.delete(worker);
    this.#ending.add(worker);
    await worker.stop();
    this.#ending.delete(worker);
  }
}
