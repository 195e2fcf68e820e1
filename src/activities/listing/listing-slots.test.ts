import { expect, test } from 'vitest';
import { ObjectSizes, slotsOf } from './listing-slots.ts';

const kB = 1024;

test('a page of ordinary objects takes one slot, larger ones as many as their bytes', () => {
  expect([0, 100 * kB, 400 * kB, 512 * kB, 513 * kB, 8_000 * kB].map(slotsOf)).toEqual([1, 1, 1, 1, 2, 16]);
});

test('a page is weighed before it is requested by what its listing showed last', () => {
  const sizes = new ObjectSizes();
  expect(sizes.expected('large', 100)).toBe(1);
  sizes.saw('large', 50, 50 * 80 * kB);
  expect(sizes.expected('large', 100)).toBe(16);
  expect(sizes.expected('large', 1)).toBe(1);
  expect(sizes.expected('other', 100)).toBe(1);
  sizes.saw('large', 0, 0);
  sizes.saw('large', 100, 100 * kB);
  expect(sizes.expected('large', 100)).toBe(1);
});

test('it knows the latest thousand listings', () => {
  const sizes = new ObjectSizes();
  for (let i = 0; i <= 1_000; i += 1) sizes.saw(`${i}`, 1, 1_000 * kB);
  expect(sizes.expected('0', 1)).toBe(1);
  expect(sizes.expected('1', 1)).toBe(2);
});
