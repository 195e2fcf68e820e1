import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Lock {
  packages: Record<string, { version?: string; optional?: boolean }>;
}

const folder = import.meta.dirname;

/** Installs what this folder's lock file names and its node_modules lacks. Install scripts of peers are not run. */
export async function installPeers(): Promise<void> {
  if (isInstalled()) return;
  console.error('Installing the peers that bench/package-lock.json names (npm ci, in bench/ only) …');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawn('npm', ['ci', ...quiet], { cwd: folder, stdio: ['ignore', 2, 2] });
  const [code] = await once(npm, 'exit');
  if (code !== 0) throw new Error('npm ci in bench/ failed: mend what it says and try again');
}

function isInstalled(): boolean {
  const there = packages('node_modules/.package-lock.json');
  return Object.entries(packages('package-lock.json')).every(
    ([path, { version, optional }]) =>
      path === '' || (there[path] === undefined ? optional === true : there[path].version === version),
  );
}

function packages(file: string): Lock['packages'] {
  const path = join(folder, file);
  if (!existsSync(path)) return {};
  const lock: Lock = JSON.parse(readFileSync(path, 'utf8'));
  return lock.packages;
}
