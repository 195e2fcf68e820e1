import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript } from '../test/support/programs/run-script.ts';
import { withLock } from './lock.mjs';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payment-sync-lock-'));
});

afterAll(() => rm(folder, { recursive: true }));

test('of several that want a lock one works at a time, and the lock is gone afterwards', async () => {
  const path = join(folder, 'turns');
  let inside = 0;
  const most: number[] = [];
  const work = async () => {
    most.push(++inside);
    await sleep(20);
    inside--;
  };
  await Promise.all([withLock(path, work), withLock(path, work), withLock(path, work)]);
  expect(most).toEqual([1, 1, 1]);
  expect(existsSync(path)).toBe(false);
});

test('work that fails gives its lock back', async () => {
  const path = join(folder, 'failing');
  await expect(withLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(withLock(path, () => Promise.resolve('next'))).resolves.toBe('next');
});

test('the lock of a killed process is taken over', async () => {
  const path = join(folder, 'killed');
  const holder = await runScript(`
    import { withLock } from './dev/lock.mjs';
    await withLock(${JSON.stringify(path)}, () => new Promise(() => { console.log('held'); setInterval(() => {}, 1e6); }));
  `);
  holder.process.kill('SIGKILL');
  await holder.ended;
  await expect(withLock(path, () => Promise.resolve('mine'))).resolves.toBe('mine');
});

test("a lock that was not touched for long is taken over, even if another process has the holder's number now", async () => {
  const path = join(folder, 'old');
  await writeFile(path, String(process.pid));
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(path, anHourAgo, anHourAgo);
  await expect(withLock(path, () => Promise.resolve('mine'))).resolves.toBe('mine');
});
