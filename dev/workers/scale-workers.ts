import { setTimeout as sleep } from 'node:timers/promises';
import type { Part } from '../stack/stack.ts';
import { WorkerPool, type PoolOptions } from './worker-pool.ts';

export interface ScaleOptions extends PoolOptions {
  /** `wanted_workers` of `GET /api/v1/capacity`. */
  readonly wanted: () => Promise<number>;
  readonly max: number;
  readonly everyMs: number;
  /** Fewer must have been wanted for so long before a worker is stopped: load that comes in waves stops none between them. */
  readonly calmMs: number;
}

export interface ScaledWorkers extends Part {
  /** Those that take tasks. */
  readonly size: number;
}

/** The most that was wanted in the last `calmMs`: up at once, and down only after so long. */
export class Wanted {
  readonly #calmMs: number;
  #looks: { readonly at: number; readonly wanted: number }[] = [];

  constructor(calmMs: number) {
    this.#calmMs = calmMs;
  }

  saw(wanted: number, at: number): number {
    this.#looks = [...this.#looks.filter((look) => look.at > at - this.#calmMs), { at, wanted }];
    return Math.max(...this.#looks.map((look) => look.wanted));
  }
}

/** Keeps as many workers as the API says are wanted, 1 to `max`. Resolves when the first one runs; throws if it does not. */
export async function scaleWorkers(options: ScaleOptions): Promise<ScaledWorkers> {
  const { wanted, max, everyMs, calmMs, print } = options;
  const pool = new WorkerPool(options);
  const stopping = new AbortController();
  const { signal } = stopping;
  await pool.resize(1);

  async function follow(): Promise<void> {
    const seen = new Wanted(calmMs);
    let known = true;
    while (!signal.aborted) {
      try {
        const asked = seen.saw(await wanted(), performance.now());
        const size = Math.min(max, asked);
        known = true;
        if (size !== pool.size && !signal.aborted) {
          print(`${pool.size} run, ${asked} are wanted${asked > max ? `, ${max} at most here` : ''}`);
          await pool.resize(size);
        }
      } catch (error) {
        if (known && !signal.aborted) print(`${pool.size} go on: ${String(error)}`);
        known = false;
      }
      await sleep(everyMs, undefined, { signal }).catch(() => {});
    }
  }
  const following = follow();
  return {
    get size() {
      return pool.size;
    },
    async stop(hard) {
      stopping.abort();
      await pool.stop(hard);
      await following;
      // One may have started since.
      await pool.stop(hard);
    },
  };
}
