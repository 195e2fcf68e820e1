import { expect, it } from 'vitest';
import { joined, readersWorthHaving } from './windows.ts';

it.each([
  { latencyMs: 0, readers: 3 },
  { latencyMs: 20, readers: 3 },
  { latencyMs: 100, readers: 3 },
  { latencyMs: 200, readers: 6 },
  { latencyMs: 400, readers: 12 },
])('answers that take $latencyMs ms are worth $readers readers', ({ latencyMs, readers }) => {
  expect(readersWorthHaving(latencyMs)).toBe(readers);
});

it.each([
  { pages: [9], groups: [[9]] },
  { pages: [5, 4], groups: [[5, 4]] },
  { pages: [50, 40], groups: [[50], [40]] },
  { pages: [1, 8, 2, 20, 3], groups: [[1], [8, 2], [20], [3]] },
  { pages: [0, 0, 0], groups: [[0, 0, 0]] },
])('windows of $pages pages are read as $groups the next time', ({ pages, groups }) => {
  const windows = pages.map((each) => ({ pages: each, listed: each * 100 }));
  expect(joined(windows).map((group) => group.map((window) => window.pages))).toEqual(groups);
});

it('a listing whose windows are joined costs at most a tenth more than its objects need', () => {
  const sizes = Array.from({ length: 40 }, (_, n) => ((n * 7_919) % 1_000) + 1);
  const windows = sizes.map((objects) => ({
    objects,
    listed: objects,
    pages: Math.ceil(objects / 100),
  }));
  const objectsOf = (group: typeof windows) => group.reduce((sum, { objects }) => sum + objects, 0);
  const asked = joined(windows).reduce((sum, group) => sum + Math.ceil(objectsOf(group) / 100), 0);
  expect(asked).toBeLessThanOrEqual(Math.ceil(objectsOf(windows) / 100) * 1.1);
});

it('windows without an object join whatever the pages of the others', () => {
  const windows = [50, 0, 40, 0, 0].map((pages) => ({ pages: Math.max(1, pages), listed: pages * 100 }));
  expect(joined(windows).map((group) => group.map(({ listed }) => listed))).toEqual([
    [5_000, 0],
    [4_000, 0, 0],
  ]);
});
