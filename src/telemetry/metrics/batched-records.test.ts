import { afterEach, expect, it, vi } from 'vitest';
import { batchedRecords } from './batched-records.ts';

afterEach(() => void vi.useRealTimers());

it('runs records together, in their order, and those that come after them with the next', () => {
  vi.useFakeTimers();
  const batch = batchedRecords();
  const ran: number[] = [];
  batch(() => ran.push(1));
  batch(() => ran.push(2));
  vi.advanceTimersByTime(249);
  expect(ran).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ran).toEqual([1, 2]);
  batch(() => ran.push(3));
  vi.advanceTimersByTime(250);
  expect(ran).toEqual([1, 2, 3]);
  expect(vi.getTimerCount()).toBe(0);
});
