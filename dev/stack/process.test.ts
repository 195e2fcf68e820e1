import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payment-sync-process-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function script(name: string, code: string): Promise<{ name: string; file: string }> {
  const file = join(folder, `${name}.ts`);
  await writeFile(file, code);
  return { name, file };
}

test('a process is ready when it prints the agreed line, and its lines are marked with its name', async () => {
  const lines: string[] = [];
  const up = await script(
    'worker',
    `console.log('starting'); console.log('ready on ' + 7); setInterval(() => {}, 1e6)`,
  );
  const running = await startProcess({ ...up, ready: /^ready on \d+/, print: (line) => lines.push(line) });
  await running.stop();
  expect(running.readyLine).toBe('ready on 7');
  expect(lines).toEqual(['[worker]    starting', '[worker]    ready on 7']);
});

test('a process is ready when its URL answers', async () => {
  const port = await freePort();
  const up = await script(
    'api',
    `import { createServer } from 'node:http';
     let asked = 0;
     createServer((_, answer) => answer.writeHead(++asked < 3 ? 503 : 200).end()).listen(Number(process.env['PORT']), '127.0.0.1')`,
  );
  const ready = new URL(`http://127.0.0.1:${port}/readyz`);
  const running = await startProcess({ ...up, ready, env: { PORT: String(port) } });
  expect((await fetch(ready)).status).toBe(200);
  await running.stop();
  await expect(fetch(ready)).rejects.toThrow('fetch failed');
});

test('a process that ends before it is ready is an error that names it', async () => {
  const up = await script('broken', `process.exit(4)`);
  await expect(startProcess({ ...up, ready: /never/ })).rejects.toThrow(
    'broken ended before it was ready (exit code 4)',
  );
});

test('a process that is never ready is given up and stopped', async () => {
  const up = await script('slow', `setInterval(() => {}, 1e6)`);
  await expect(startProcess({ ...up, ready: /never/, readyWithinMs: 200 })).rejects.toThrow(
    'slow was not ready within',
  );
});

test('an unexpected end is reported, one by `stop` is not', async () => {
  const ends: string[] = [];
  const onUnexpectedEnd = (how: string) => void ends.push(how);
  const up = await script(
    'crashing',
    `process.on('SIGUSR2', () => process.exit(9)); console.log('up'); setInterval(() => {}, 1e6)`,
  );
  const asked = await startProcess({ ...up, ready: /up/, onUnexpectedEnd, print: () => {} });
  await asked.stop();
  const crashed = await startProcess({ ...up, ready: /up/, onUnexpectedEnd, print: () => {} });
  process.kill(crashed.pid, 'SIGUSR2');
  await expect.poll(() => ends).toEqual(['exit code 9']);
});
