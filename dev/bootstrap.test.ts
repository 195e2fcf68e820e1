import { execFile, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from './paths.ts';

let clone: string;
let bootstrap: string;

/** Installs like npm as far as bootstrap can see, slowly, and counts how often. */
const npm = `#!/bin/sh
echo "$1" >> installs
sleep 0.3
mkdir -p node_modules/.bin
ln -sf "${process.execPath}" node_modules/.bin/node
cp package-lock.json node_modules/.package-lock.json
`;

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'payment-sync-bootstrap-'));
  await mkdir(join(clone, 'dev'));
  await mkdir(join(clone, 'bin'));
  for (const file of ['bootstrap.mjs', 'lock.mjs']) {
    await cp(join(projectRoot, 'dev', file), join(clone, 'dev', file));
  }
  bootstrap = join(clone, 'dev', 'bootstrap.mjs');
  await writeFile(join(clone, 'bin', 'npm'), npm);
  await chmod(join(clone, 'bin', 'npm'), 0o755);
  await lock('1.0.0');
  await writeFile(join(clone, 'say.ts'), `console.log(...process.argv.slice(2)); process.exitCode = 7`);
});

afterEach(() => rm(clone, { recursive: true }));

function lock(version: string): Promise<void> {
  const packages = {
    '': {},
    'node_modules/a': { version },
    'node_modules/elsewhere': { version, optional: true },
  };
  return writeFile(join(clone, 'package-lock.json'), JSON.stringify({ packages }));
}

function run(...args: string[]): Promise<{ code: unknown; says: string }> {
  const env = { ...process.env, PATH: `${join(clone, 'bin')}:${process.env['PATH']}` };
  return new Promise((resolve) => {
    execFile(process.execPath, [bootstrap, ...args], { env }, (error, says) =>
      resolve({ code: error?.code ?? 0, says }),
    );
  });
}

const installs = async () => (await readFile(join(clone, 'installs'), 'utf8')).trim().split('\n');

test('a script gets its arguments, and its exit code is handed back', async () => {
  await expect(run('say.ts', 'a', 'b c')).resolves.toEqual({ code: 7, says: 'a b c\n' });
});

test('two that meet a clone without packages install them once', async () => {
  const both = await Promise.all([run('say.ts', 'one'), run('say.ts', 'two')]);
  expect(both.map(({ says }) => says)).toEqual(['one\n', 'two\n']);
  expect(await installs()).toEqual(['ci']);
});

test('packages are installed again when the lock file names another version, and only then', async () => {
  await run('say.ts');
  await run('say.ts');
  await lock('2.0.0');
  await run('say.ts');
  await run('say.ts');
  expect(await installs()).toEqual(['ci', 'ci']);
});

test('a request to end is handed on', async () => {
  await run('say.ts');
  const code = `process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1e6); console.log('up')`;
  await writeFile(join(clone, 'wait.ts'), code);
  const running = spawn(process.execPath, [bootstrap, 'wait.ts']);
  await once(running.stdout, 'data');
  running.kill('SIGTERM');
  await expect(once(running, 'exit')).resolves.toEqual([9, null]);
});
