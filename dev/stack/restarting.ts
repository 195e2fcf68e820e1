import { watch } from 'node:fs';
import { startProcess, type ProcessOptions } from './process.ts';
import type { Part } from './stack.ts';

/** Editors write a file in several steps, and a branch switch many files. */
const quietMs = 300;

/**
 * Starts a process, and again whenever a file under `folder` changes (tests excepted). One that ends or does not come up
 * is named and waits for the next change; only the first start throws. Not `node --watch`, whose messages between
 * threads a Temporal worker takes for its own and dies of (Node 24.21, SDK 1.24).
 */
export async function startRestarting(options: ProcessOptions, folder: string): Promise<Part> {
  const { name, print = console.log } = options;
  const tell = (what: string) => print(`${`[${name}]`.padEnd(12)}${what}: starts again at the next change`);
  const start = () => startProcess({ ...options, onUnexpectedEnd: (how) => tell(`ended (${how})`) });
  let current: Part | undefined = await start();
  let queued: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();
  let stopped = false;

  async function restart(): Promise<void> {
    await current?.stop();
    current = undefined;
    if (stopped) return;
    try {
      current = await start();
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
  }
  const watcher = watch(folder, { recursive: true }, (_, file) => {
    if (file?.endsWith('.test.ts')) return;
    clearTimeout(queued);
    queued = setTimeout(() => {
      turn = turn.then(restart);
    }, quietMs);
  });
  return {
    async stop(hard) {
      stopped = true;
      watcher.close();
      clearTimeout(queued);
      await turn;
      await current?.stop(hard);
    },
  };
}
