import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/**
 * Waits until no server runs on these files: after a kill -9 of its owner the last one may still be ending, which
 * begins within 2 s and may take 15 s. A lock file that a crash left behind is removed if another program has its number by
 * now; if none has, Postgres removes it. Throws if another run of this clone is up.
 */
export async function untilNobodyServes(data: string): Promise<void> {
  const lock = join(data, 'postmaster.pid');
  const start = Date.now();
  for (;;) {
    // Process number, folder, start, port, socket, address, shared memory, state: a line each.
    const lines = await readFile(lock, 'utf8').then(
      (text) => text.split('\n'),
      () => [],
    );
    const pid = Number(lines[0]);
    const command = pid > 0 ? await commandOf(pid) : undefined;
    if (command === undefined) return;
    if (!command.includes(data)) return rm(lock, { force: true });
    if (Date.now() - start > (lines[7]?.trim() === 'stopping' ? 15_000 : 2_000)) {
      throw new Error(`another Postgres (process ${pid}) serves ${data}: stop this clone's other run first`);
    }
    await sleep(100);
  }
}

/** A process's command line; undefined when there is none of that number. */
async function commandOf(pid: number): Promise<string | undefined> {
  const linux = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (linux !== undefined) return linux;
  const ps = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => undefined);
  return ps?.stdout;
}
