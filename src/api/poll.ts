import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks: short at first, for a quick answer; longer later, to cost little. */
const initialPauseMs = 50;
const maxPauseMs = 250;

/** Calls `look` until it finds something, for `timeoutMs` at most. Undefined after that, or if `signal` aborts. */
export async function poll<T>(
  look: () => Promise<T | undefined>,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (let pause = initialPauseMs; !signal.aborted; pause = Math.min(maxPauseMs, pause * 1.5)) {
    const found = await look();
    const left = deadline - performance.now();
    if (found !== undefined || left <= 0) return found;
    await sleep(Math.min(pause, left), undefined, { signal }).catch(() => {});
  }
  return undefined;
}
