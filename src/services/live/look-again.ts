import { setTimeout as sleep } from 'node:timers/promises';
import { SyncError } from '../../domain/sync-error.ts';

/** From the beginning of one look to that of the next, so that one comes at least once a second. */
const lookEveryMs = 800;

/** Looks until `signal` aborts, also while Postgres is away for some time. Throws what the first look throws, and any other error. */
export async function* lookAgain<T>(look: () => Promise<T>, signal: AbortSignal): AsyncGenerator<T> {
  let begun = false;
  while (!signal.aborted) {
    const next = performance.now() + lookEveryMs;
    try {
      yield await look();
      begun = true;
    } catch (error) {
      if (!begun || !(error instanceof SyncError) || error.code !== 'database_unavailable') throw error;
    }
    await sleep(Math.max(0, next - performance.now()), undefined, { signal }).catch(() => {});
  }
}
