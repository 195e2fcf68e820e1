import { setTimeout as sleep } from 'node:timers/promises';

/** What the work resolves to. Throws if it takes longer than `ms`, and what it throws. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = new AbortController();
  try {
    return await Promise.race([
      work,
      sleep(ms, undefined, { signal: late.signal }).then(() =>
        Promise.reject(new Error(`No answer within ${ms} ms.`)),
      ),
    ]);
  } finally {
    late.abort();
  }
}
