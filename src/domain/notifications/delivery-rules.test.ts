import { describe, expect, it } from 'vitest';
import { holdAfterMs, nextAttemptAfterMs, retryDelaysMs, verdictOf } from './delivery-rules.ts';

const answered = (status: number | null, retryAfterMs: number | null = null) => ({ status, retryAfterMs });
const days = 24 * 3_600_000;

describe('an attempt', () => {
  it.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [299, 'delivered'],
    [302, 'again'],
    [400, 'again'],
    [410, 'gone'],
    [500, 'again'],
    [null, 'again'],
  ] as const)('that is answered %s is %s', (status, verdict) => {
    expect(verdictOf(answered(status))).toBe(verdict);
  });
});

describe('a delivery', () => {
  it('is tried for a little over three days', () => {
    const total = retryDelaysMs.reduce((sum, delay) => sum + delay, 0);
    expect(total / days).toBeGreaterThan(3);
    expect(total / days).toBeLessThan(3.5);
  });

  it('is tried again after each of the delays, and then no more', () => {
    const waits = Array.from({ length: 10 }, (_, i) => nextAttemptAfterMs(i + 1, answered(500)));
    expect(waits).toEqual([...retryDelaysMs, null]);
  });

  it('waits as long as the receiver asks, but not for ever', () => {
    expect(nextAttemptAfterMs(1, answered(429, 60_000))).toBe(60_000);
    expect(nextAttemptAfterMs(3, answered(503, 60_000))).toBe(retryDelaysMs[2]);
    expect(nextAttemptAfterMs(1, answered(503, 365 * days))).toBe(days);
  });
});

describe('a receiver', () => {
  it('that takes nothing is asked ever less often, down to once in five minutes', () => {
    const holds = [1, 2, 3, 4, 5, 6, 7, 100].map((failures) => holdAfterMs(failures, [answered(500)]));
    expect(holds).toEqual([0, 5_000, 30_000, 60_000, 120_000, 300_000, 300_000, 300_000]);
  });

  it('is left alone for as long as it asks', () => {
    expect(holdAfterMs(1, [answered(429, 90_000), answered(500)])).toBe(90_000);
  });
});
