import { expect, test, vi } from 'vitest';
import { isRunning } from '../../test/support/programs/is-running.ts';
import { runScript, type Script } from '../../test/support/programs/run-script.ts';

/** A stack of its own in a process of its own, with the numbers of its servers. */
async function stack(): Promise<{ owner: Script; postgres: number; temporal: number }> {
  const owner = await runScript(`
    import { startStack } from './dev/stack/stack.ts';
    const { postgres, temporal } = await startStack({ persistent: false, ui: false });
    console.log(JSON.stringify({ postgres: postgres.pid, temporal: temporal.pid }));
  `);
  const pids: { postgres: number; temporal: number } = JSON.parse(owner.firstLine);
  return { owner, ...pids };
}

test('a killed owner leaves no server', async () => {
  const { owner, postgres, temporal } = await stack();
  expect([isRunning(postgres), isRunning(temporal)]).toEqual([true, true]);
  owner.process.kill('SIGKILL');
  await vi.waitUntil(() => !isRunning(postgres) && !isRunning(temporal), { timeout: 15_000 });
});

test('a request to end stops everything and counts as success, twice at once being one request', async () => {
  const { owner, postgres, temporal } = await stack();
  owner.process.kill('SIGINT');
  owner.process.kill('SIGINT');
  await expect(owner.ended).resolves.toBe(0);
  expect([isRunning(postgres), isRunning(temporal)]).toEqual([false, false]);
});

test('a part that crashes is named, and stops the others', async () => {
  const { owner, postgres, temporal } = await stack();
  process.kill(temporal, 'SIGKILL');
  await expect(owner.ended).resolves.toBe(1);
  expect(owner.printed()).toContain('Temporal ended unexpectedly (SIGKILL)');
  expect(isRunning(postgres)).toBe(false);
});
