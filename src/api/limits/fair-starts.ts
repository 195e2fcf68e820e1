import { FairSlots } from '../../domain/fair-slots.ts';

/** Requests that a process works on at once: more would only make each of them slower. */
const atOnce = 16;
/** Of these, one owner's. */
const ofOne = 6;
/** What takes longer waits for a provider, for Temporal or for a change, and keeps nobody from the processor meanwhile. */
const longestMs = 250;

/**
 * Shares the processor among those who send requests: the next request that begins is one of the owner that had the fewest lately.
 * So a request waits for a few of the others', and not for all that have been sent before it.
 */
export class FairStarts {
  readonly #slots = new FairSlots(atOnce, undefined, ofOne);

  /** Does the work of one of this owner's requests when it may begin. */
  async run<T>(owner: string, work: () => Promise<T>): Promise<T> {
    const giveBack = await this.#slots.take(owner);
    const timer = setTimeout(giveBack, longestMs);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      // In the event loop's next turn, so that all else that arrived comes before the next one of the same owner.
      setImmediate(giveBack);
    }
  }
}
