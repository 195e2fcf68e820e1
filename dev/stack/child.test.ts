import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isRunning } from '../../test/support/programs/is-running.ts';
import { runScript } from '../../test/support/programs/run-script.ts';
import { startChild } from './child.ts';

const stubborn = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6); console.log('up')`;

function node(code: string, rest: { graceMs?: number } = {}) {
  return startChild({ command: process.execPath, args: ['--eval', code], ...rest });
}

test('a child that ends without being stopped reports how', async () => {
  const child = await node('process.exit(3)');
  await expect(child.ended).resolves.toBe('exit code 3');
});

test('a command that does not exist is refused', async () => {
  await expect(startChild({ command: 'no-such-command', args: [] })).rejects.toThrow('no-such-command');
});

test('a child that ignores the request to stop is killed', async () => {
  const child = await node(stubborn, { graceMs: 50 });
  await new Promise((resolve) => child.process.stdout?.once('data', resolve));
  await child.stop();
  await expect(child.ended).resolves.toBe('SIGKILL');
});

test.for(['SIGKILL', 'SIGTERM'] as const)(
  '%s to a parent leaves neither its child nor its folder',
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), 'payment-sync-child-'));
    const parent = await runScript(`
    import { startChild } from './dev/stack/child.ts';
    const options = { args: ['--eval', ${JSON.stringify(stubborn)}], graceMs: 100, remove: [${JSON.stringify(folder)}] };
    const child = await startChild({ command: process.execPath, ...options });
    child.process.stdout.once('data', () => console.log(child.pid));
  `);
    const pid = Number(parent.firstLine);
    expect(isRunning(pid)).toBe(true);
    parent.process.kill(signal);
    await vi.waitUntil(() => !isRunning(pid) && !existsSync(folder), { timeout: 4_000 });
  },
);
