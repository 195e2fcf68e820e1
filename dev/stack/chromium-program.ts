import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../lock.mjs';
import { cacheFolder } from '../paths.ts';

const run = promisify(execFile);
const quiet = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

/**
 * Chromium's path: `CHROMIUM`, or on PATH, else Debian's package, which is installed if this process may do so. Throws an error
 * that says what to do. `say` takes a line about the way taken.
 */
export async function chromiumProgram(say: (line: string) => void = console.error): Promise<string> {
  const chosen = process.env['CHROMIUM'];
  if (chosen !== undefined) return chosen;
  return (await find()) ?? (await withLock(join(cacheFolder, 'chromium.lock'), () => install(say)));
}

async function find(): Promise<string | undefined> {
  return await run('which', ['chromium']).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

async function install(say: (line: string) => void): Promise<string> {
  let cause: unknown;
  try {
    const since = await find();
    if (since !== undefined) return since;
    say('Chromium: installing it with apt-get');
    await run('apt-get', ['update', '-qq'], quiet);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
  } catch (error) {
    cause = error;
  }
  const installed = await find();
  if (installed !== undefined) return installed;
  throw new Error(
    'Chromium is missing, for the tests in a browser. Install it (on Debian: `apt-get install chromium`), or set CHROMIUM to its path.',
    { cause },
  );
}
