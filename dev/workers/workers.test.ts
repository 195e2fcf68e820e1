import { expect, test } from 'vitest';
import type { Part } from '../stack/stack.ts';
import { Wanted } from './scale-workers.ts';
import { WorkerPool } from './worker-pool.ts';
import { parseWorkers } from './workers-option.ts';

test('--workers takes a number or auto, and one is the default', () => {
  expect([undefined, '1', '16', 'auto'].map(parseWorkers)).toEqual([1, 1, 16, 'auto']);
});

test.each(['0', '17', '-1', '1.5', 'many', ''])('--workers %o is refused', (text) => {
  expect(() => parseWorkers(text)).toThrow(`--workers takes auto or a number from 1 to 16, not "${text}".`);
});

test('more workers are wanted at once, and fewer only after a calm time', () => {
  const wanted = new Wanted(60_000);
  expect(wanted.saw(1, 0)).toBe(1);
  expect(wanted.saw(4, 5_000)).toBe(4);
  expect(wanted.saw(1, 10_000)).toBe(4);
  expect(wanted.saw(2, 40_000)).toBe(4);
  expect(wanted.saw(1, 65_000)).toBe(2);
  expect(wanted.saw(1, 100_000)).toBe(1);
});

/** A pool of workers that note when they are stopped. */
function fakePool(refused = new Set<number>()) {
  const stopped: number[] = [];
  const ends: ((how: string) => void)[] = [];
  const lines: string[] = [];
  const start = async (onEnd: (how: string) => void): Promise<Part> => {
    const number = ends.push(onEnd);
    if (refused.has(number)) throw new Error('no memory');
    return { stop: async () => void stopped.push(number) };
  };
  return { pool: new WorkerPool({ start, print: (line) => lines.push(line) }), stopped, ends, lines };
}

test('a pool stops its newest workers, and all at its end', async () => {
  const { pool, stopped } = fakePool();
  await pool.resize(3);
  await pool.resize(1);
  expect([pool.size, stopped]).toEqual([1, [2, 3]]);
  await pool.resize(2);
  await pool.stop();
  expect([pool.size, stopped]).toEqual([0, [2, 3, 1, 4]]);
});

test('a worker that ends is missing, one that does not start is reported, and the next look starts others', async () => {
  const { pool, ends, lines } = fakePool(new Set([2]));
  await expect(pool.resize(3)).rejects.toThrow('no memory');
  expect(pool.size).toBe(2);
  ends[0]!('SIGKILL');
  expect([pool.size, lines]).toEqual([1, ['one ended unexpectedly (SIGKILL)']]);
  await pool.resize(3);
  expect(pool.size).toBe(3);
});
