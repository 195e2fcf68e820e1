import { condition, sleep } from '@temporalio/workflow';
import type { DrainOutcome, SessionRef } from '../contracts/activities.ts';
import type { Allowance } from '../domain/pace.ts';
import type { SessionProblem } from '../contracts/sessions.ts';
import { waitAfter } from '../domain/patience.ts';
import { drains } from './activity-options.ts';
import { failureOf } from './session-failure.ts';

export interface DrainOptions {
  readonly session: SessionRef;
  /** The part of the account's pace that the next drain has, and for how long. */
  readonly part: () => { readonly allowance: Allowance; readonly sliceMs: number };
  /** How long a drain stays after the last event, in milliseconds. */
  readonly lingerMs: () => number;
  readonly onSlice: (outcome: DrainOutcome) => void;
  /** Once true, no further drain begins. */
  readonly stop: () => boolean;
}

/** Drains the inbox whenever it has been woken, one drain at a time. */
export class InboxDrain {
  /** An event may be stored. */
  wanted = false;
  busy = false;
  /** Why draining ended for this run; stored events wait for the next one. */
  failure: SessionProblem | null = null;
  #failuresInARow = 0;

  /** No event is known to be stored, and no drain runs. */
  get idle(): boolean {
    return this.failure !== null || (!this.wanted && !this.busy);
  }

  /** Runs until `stop`, and then waits for the drain that runs. */
  async run(options: DrainOptions): Promise<void> {
    while (this.failure === null) {
      await condition(() => this.wanted || options.stop());
      if (options.stop()) return;
      this.wanted = false;
      this.busy = true;
      try {
        await this.#drain(options);
      } finally {
        this.busy = false;
      }
    }
  }

  async #drain({ session, part, lingerMs, onSlice }: DrainOptions): Promise<void> {
    try {
      const outcome = await drains().drainInbox({
        ...session,
        ...part(),
        lingerMs: lingerMs(),
      });
      onSlice(outcome);
      if (!outcome.drained) this.wanted = true;
      this.#failuresInARow = outcome.blocked === null ? 0 : this.#failuresInARow + 1;
      if (outcome.blocked !== null)
        await sleep(waitAfter(this.#failuresInARow, outcome.blocked.retryAfterMs));
    } catch (error) {
      this.failure = failureOf(error);
    }
  }
}
