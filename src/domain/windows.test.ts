import { expect, it } from 'vitest';
import { readersWorthHaving } from './windows.ts';

it.each([
  { latencyMs: 0, readers: 3 },
  { latencyMs: 20, readers: 3 },
  { latencyMs: 100, readers: 3 },
  { latencyMs: 200, readers: 6 },
  { latencyMs: 400, readers: 12 },
])('answers that take $latencyMs ms are worth $readers readers', ({ latencyMs, readers }) => {
  expect(readersWorthHaving(latencyMs)).toBe(readers);
});
