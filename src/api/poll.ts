import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks, in milliseconds: what is fast is told fast, and what is slow costs little. */
const firstPause = 50;
const longestPause = 250;

/**
 * Looks until there is something, for `timeoutMs` at most; undefined after that, and where nobody waits any more
 * (`signal`).
 */
export async function poll<T>(
  look: () => Promise<T | undefined>,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (let pause = firstPause; !signal.aborted; pause = Math.min(longestPause, pause * 1.5)) {
    const found = await look();
    const left = deadline - performance.now();
    if (found !== undefined || left <= 0) return found;
    await sleep(Math.min(pause, left), undefined, { signal }).catch(() => {});
  }
  return undefined;
}
