import { expect, it } from 'vitest';
import { TokenBuckets } from './token-buckets.ts';

it('lets five seconds’ worth pass at once, then one after another, and returns how long to wait', () => {
  const buckets = new TokenBuckets({ perSecond: 2, keys: 10 });
  for (let i = 0; i < 10; i += 1) expect(buckets.take('a', 0)).toBe(0);
  expect(buckets.take('a', 0)).toBe(1);
  expect(buckets.take('a', 500)).toBe(0);
  expect(buckets.take('a', 500)).toBe(1);
});

it('counts each key alone', () => {
  const buckets = new TokenBuckets({ perSecond: 0.1, keys: 10 });
  expect(buckets.take('a', 0)).toBe(0);
  expect(buckets.take('a', 0)).toBe(10);
  expect(buckets.take('b', 0)).toBe(0);
});

it('saves nothing up beyond its burst', () => {
  const buckets = new TokenBuckets({ perSecond: 1, keys: 10 });
  for (let i = 0; i < 5; i += 1) buckets.take('a', 0);
  const passed = Array.from({ length: 10 }, () => buckets.take('a', 3_600_000)).filter((wait) => wait === 0);
  expect(passed).toHaveLength(5);
});
