import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startRestarting } from './restarting.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payment-sync-restarting-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a process starts again after a change, also when the change before broke it, and not after the end', async () => {
  const file = join(folder, 'main.ts');
  const version = (text: string) => writeFile(file, text);
  const up = (number: number) => `console.log('up ${number}'); setInterval(() => {}, 1e6)`;
  const lines: string[] = [];
  const heard = (text: string) =>
    vi.waitUntil(() => lines.some((line) => line.includes(text)), { timeout: 15_000 });

  await version(up(1));
  const running = await startRestarting(
    { name: 'main', file, ready: /^up/, print: (line) => lines.push(line) },
    folder,
  );
  await writeFile(join(folder, 'main.test.ts'), '');
  await version(`process.exit(3)`);
  await heard('main ended before it was ready (exit code 3): starts again at the next change');
  await version(up(2));
  await heard('up 2');
  await running.stop();
  await version(up(3));
  expect(lines.filter((line) => /up \d/.test(line))).toEqual(['[main]      up 1', '[main]      up 2']);
}, 40_000);
