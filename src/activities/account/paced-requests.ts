import { setTimeout as sleep } from 'node:timers/promises';
import { Pace, type Allowance } from '../../domain/pace.ts';
import { jittered } from '../../domain/patience.ts';
import { RateLimited, SyncError, UnfinishedAnswer } from '../../domain/sync-error.ts';
import type { RequestGate } from '../../providers/provider.ts';
import type { RequestObserver } from './request-counter.ts';

/** After this many failures in a row a request is left to the workflow, which can wait without a slot. */
const maxAttempts = 4;
/** The same of an unfinished answer if the caller can ask otherwise; one that came too late is then not asked for again. */
const maxAttemptsIfOtherwise = 2;
const initialDelayMs = 250;
/** If a provider asks for a longer pause, the slice ends: nothing sleeps long in an activity's slot. */
const maxPauseMs = 3_000;
const max429Ms = 15_000;

const attemptsAt = (error: SyncError): number =>
  error instanceof UnfinishedAnswer ? (error.late ? 1 : maxAttemptsIfOtherwise) : maxAttempts;

/** Sends one account's requests at its pace, retries those whose failure permits it, and counts them. */
export class PacedRequests {
  readonly #pace: Pace;
  readonly #signal: AbortSignal;
  readonly #observe: RequestObserver;
  /** Including retries and 429s. */
  sent = 0;
  rateLimited = 0;

  constructor(allowance: Allowance, signal: AbortSignal, observe: RequestObserver) {
    this.#pace = new Pace(allowance, performance.now());
    this.#signal = signal;
    this.#observe = observe;
  }

  /** The pace that the account has accepted. */
  get report(): Allowance {
    return this.#pace.report();
  }

  readonly through: RequestGate = async (endpoint, send, { canAskOtherwise = false } = {}) => {
    const startedAt = performance.now();
    for (let attempt = 1; ;) {
      const wait = this.#pace.take(endpoint, performance.now());
      this.#observe.waited(wait / 1000);
      await this.#pause(wait);
      this.#signal.throwIfAborted();
      this.sent += 1;
      const sentAt = performance.now();
      const took = () => (performance.now() - sentAt) / 1000;
      try {
        const answer = await send();
        this.#observe.ended(endpoint, took());
        return answer;
      } catch (error) {
        this.#observe.ended(endpoint, took(), error);
        if (this.#signal.aborted || !(error instanceof SyncError) || !error.retryable) throw error;
        if (error instanceof RateLimited) {
          this.rateLimited += 1;
          this.#pace.limited(endpoint, error.scope, performance.now());
          if (performance.now() - startedAt > max429Ms) throw error;
        } else if (++attempt > (canAskOtherwise ? attemptsAt(error) : maxAttempts)) {
          throw error;
        }
        const delay = error.retryAfterMs ?? jittered(initialDelayMs * 2 ** (attempt - 1));
        if (delay > maxPauseMs) throw error;
        await this.#pause(delay);
      }
    }
  };

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await sleep(ms, undefined, { signal: this.#signal });
  }
}
