import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../dev/paths.ts';

const version = '4.32.5';
const home = join(cacheFolder, `schemathesis-${version}`);

const run = (file: string, args: readonly string[], options: { cwd?: string } = {}) =>
  new Promise<number>((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

async function install(python: string): Promise<void> {
  for (const [file, ...args] of [
    [python, '-m', 'venv', home],
    [join(home, 'bin', 'pip'), 'install', '--quiet', `schemathesis==${version}`],
  ] as const) {
    if ((await run(file, args)) === 0) continue;
    await rm(home, { recursive: true, force: true });
    throw new Error(`${file} failed: check:fuzz needs Python 3.10 or later with venv, as python3 or $PYTHON`);
  }
}

/** Runs schemathesis, which it installs into the user's cache the first time. Resolves to its exit code. */
export async function schemathesis(folder: string, config: string, args: readonly string[]): Promise<number> {
  const file = join(home, 'bin', 'st');
  if (!existsSync(file)) await install(process.env['PYTHON'] ?? 'python3');
  const path = join(folder, 'schemathesis.toml');
  await writeFile(path, config);
  return await run(file, ['--config-file', path, 'run', ...args], { cwd: folder });
}
