import { afterEach, expect, it, vi } from 'vitest';
import { PacedRequests } from './paced-requests.ts';

afterEach(() => void vi.useRealTimers());

it.for([-3_600_000, 3_600_000])(
  'requests keep their pace when the machine’s clock jumps by %d ms',
  async (jump) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const waits: number[] = [];
    const observe = { waited: (seconds: number) => void waits.push(seconds), ended: () => {} };
    const requests = new PacedRequests({ total: 100, endpoint: 100 }, new AbortController().signal, observe);
    const send = () => requests.through('customers', async () => ({}));
    await send();
    vi.setSystemTime(Date.now() + jump);
    for (let sent = 0; sent < 60; sent += 1) await send();
    // A burst of forty is free, and each of the rest waits for the one before it.
    expect(Math.max(...waits)).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(0.02);
  },
);
