import { setTimeout as sleep } from 'node:timers/promises';
import { jittered } from '../domain/patience.ts';
import { SyncError } from '../domain/sync-error.ts';
import type { RequestGate } from '../providers/provider.ts';

const firstDelayMs = 100;
const maxDelayMs = 2_000;

/**
 * The gate for requests that a person waits for. While the account is being copied such a request may get a 429, which
 * says that nothing was done: it is sent again until `signal` aborts. Throws the 429 if it asks for a pause longer than
 * `maxDelayMs` or the time is over, and every other error at once.
 */
export const waitOutLimits =
  (signal: AbortSignal): RequestGate =>
  async (_endpoint, send) => {
    let limited: SyncError | undefined;
    for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, maxDelayMs)) {
      try {
        return await send();
      } catch (error) {
        if (signal.aborted && limited !== undefined) throw limited;
        if (!(error instanceof SyncError) || error.code !== 'provider_rate_limited') throw error;
        limited = error;
        const pause = Math.max(error.retryAfterMs ?? 0, jittered(delayMs));
        if (pause > maxDelayMs) throw error;
        await sleep(pause, undefined, { signal }).catch(() => {
          throw error;
        });
      }
    }
  };
