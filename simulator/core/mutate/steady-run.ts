import type { MutationCounts, SteadySpec } from './mutate-spec.ts';
import type { RandomChanges } from './random-changes.ts';

/** Changes come in bursts this many milliseconds apart. */
const STEP_MS = 20;

/** Random changes at a rate, in real time. A late burst makes up for what is due. */
export class SteadyRun {
  /** Resolves when all are made or the run was stopped; rejects with the error of a change. */
  readonly done: Promise<MutationCounts>;
  running = true;
  /** The error that ended the run early. */
  error: string | undefined;
  readonly #changes: RandomChanges;
  readonly #timer: NodeJS.Timeout;
  readonly #finish: () => void;

  constructor(changes: RandomChanges, { count = Infinity, perSecond }: SteadySpec) {
    const { promise, resolve, reject } = Promise.withResolvers<MutationCounts>();
    const started = performance.now();
    let made = 0;
    this.#changes = changes;
    this.done = promise;
    this.#finish = () => resolve(changes.counts);
    this.#timer = setInterval(() => {
      const due = Math.min(count, Math.floor(((performance.now() - started) * perSecond) / 1000));
      try {
        for (; made < due; made++) changes.next();
      } catch (error) {
        this.error = String(error);
        reject(error);
        this.stop();
      }
      if (made >= count) this.stop();
    }, STEP_MS);
  }

  /** Of what was done so far. */
  get counts(): MutationCounts {
    return structuredClone(this.#changes.counts);
  }

  stop(): void {
    this.running = false;
    clearInterval(this.#timer);
    this.#finish();
  }
}
