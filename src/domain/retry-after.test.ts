import { describe, expect, it } from 'vitest';
import { askedPauseMs, retryAfterOf } from './retry-after.ts';

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['120', 120_000],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    [undefined, null],
  ])('%s', (header, ms) => {
    expect(retryAfterOf(header, now)).toBe(ms);
  });

  it.each([
    ['3', 3_000],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7_000],
    ['0', null],
    ['soon', null],
    ['99999999', 900_000],
    ['Thu, 01 Jan 2099 00:00:00 GMT', 900_000],
  ])('of a provider, %s, is a pause that ends', (header, ms) => {
    expect(askedPauseMs(header, now)).toBe(ms);
  });
});
