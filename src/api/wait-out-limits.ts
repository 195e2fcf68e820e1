import { setTimeout as sleep } from 'node:timers/promises';
import { jittered } from '../domain/patience.ts';
import { SyncError } from '../domain/sync-error.ts';
import type { RequestGate } from '../providers/provider.ts';

const firstDelayMs = 100;
const longestDelayMs = 2_000;

/**
 * A person's request meets the account's limits while the account is being copied, and is then sent again for as long as
 * `signal` lets it: a 429 says that nothing was done. Throws the 429 that asks for a longer pause than `longestDelayMs`, or
 * after which there was no time left, and everything else as it comes.
 */
export const waitOutLimits =
  (signal: AbortSignal): RequestGate =>
  async (_endpoint, send) => {
    let limited: SyncError | undefined;
    for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      try {
        return await send();
      } catch (error) {
        if (signal.aborted && limited !== undefined) throw limited;
        if (!(error instanceof SyncError) || error.code !== 'provider_rate_limited') throw error;
        limited = error;
        const pause = Math.max(error.retryAfterMs ?? 0, jittered(delayMs));
        if (pause > longestDelayMs) throw error;
        await sleep(pause, undefined, { signal }).catch(() => {
          throw error;
        });
      }
    }
  };
