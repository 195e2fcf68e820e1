import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../../lock.mjs';
import { cacheFolder } from '../../paths.ts';

const run = promisify(execFile);
const quiet = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

/**
 * The path of a program on PATH, else of Debian's package of the same name, which is installed if this process may do so. Throws
 * an error that says `missing`. `say` takes a line about the way taken.
 */
export async function debianProgram(
  name: string,
  missing: string,
  say: (line: string) => void = console.error,
): Promise<string> {
  return (
    (await find(name)) ??
    (await withLock(join(cacheFolder, `${name}.lock`), () => install(name, missing, say)))
  );
}

async function find(name: string): Promise<string | undefined> {
  return await run('which', [name]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

async function install(name: string, missing: string, say: (line: string) => void): Promise<string> {
  let cause: unknown;
  try {
    const since = await find(name);
    if (since !== undefined) return since;
    say(`${name}: installing it with apt-get`);
    await run('apt-get', ['update', '-qq'], quiet);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], quiet);
  } catch (error) {
    cause = error;
  }
  const installed = await find(name);
  if (installed !== undefined) return installed;
  throw new Error(missing, { cause });
}
