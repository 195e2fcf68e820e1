/**
 * `node dev/bootstrap.mjs <script file or tool> [arguments]` runs it with the project's own Node 24, on a fresh clone too:
 * it first installs the packages of package-lock.json that node_modules lacks. Plain JavaScript without dependencies, since
 * it starts on the machine's own Node (20 or later).
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { withLock } from './lock.mjs';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const bin = join(root, 'node_modules', '.bin');
const node = join(bin, 'node');
const env = {
  // Compiled code, which all processes of this clone share: loading the service's modules takes a third less.
  NODE_COMPILE_CACHE: join(root, '.data', 'compiled'),
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
};

const [target, ...args] = process.argv.slice(2);
if (target === undefined) fail('usage: node dev/bootstrap.mjs <script file or tool> [arguments]');
if (!isInstalled()) await withLock(join(root, '.data', 'install.lock'), install);

const file = resolve(root, target);
const command = existsSync(file) ? [node, file] : [join(bin, target)];
process.exitCode = await run([...command, ...args], { stdio: 'inherit', env });

/** Whether every package of the lock file is there in its version; npm writes its own list when all is in place. */
function isInstalled() {
  const wanted = packages(join(root, 'package-lock.json'));
  const there = packages(join(root, 'node_modules', '.package-lock.json'));
  return (
    existsSync(node) &&
    Object.entries(wanted).every(([path, { version, optional, link }]) => {
      if (path === '' || link) return true;
      // Optional ones are those of other machines, and absent here.
      return there[path] === undefined ? optional === true : there[path].version === version;
    })
  );
}

/** @param {string} file */
function packages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

async function install() {
  // Another process did it while this one waited for the lock.
  if (isInstalled()) return;
  console.error('Installing the packages that package-lock.json names (npm ci) …');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'];
  const options = { cwd: root, stdio: ['ignore', 2, 2], env: process.env };
  if ((await run(['npm', 'ci', ...quiet], options)) !== 0)
    fail('npm ci failed: mend what it says and try again');
  if (!existsSync(node)) await installNode();
  if (!isInstalled()) fail('npm ci left packages out: see `npm config list` for an `omit` or `os` setting');
}

/** Does the work of the `node` package's install script, for an npm that runs no such scripts. */
async function installNode() {
  const cwd = join(root, 'node_modules', 'node');
  const script = join(cwd, 'installArchSpecificPackage.js');
  const options = { cwd, stdio: ['ignore', 2, 2], env: process.env };
  if ((await run([process.execPath, script], options)) !== 0) fail('npm could not install Node 24');
  // npm links no program that was not there when it linked.
  if (!existsSync(node)) symlinkSync(join('..', 'node', 'bin', 'node'), node);
}

/**
 * Runs a command to its end, handing on the signals that this process gets.
 * @param {string[]} command
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit code, as a shell would say it
 */
function run([program, ...rest], options) {
  const child = spawn(program, rest, options);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const handOn = (signal) => void child.kill(signal);
  for (const signal of signals) process.on(signal, handOn);
  // An npm killed with -9 passes no signal on: its child finds that it has another parent.
  const parent = process.ppid;
  const orphaned = () => process.env.npm_lifecycle_event && process.ppid !== parent && child.kill('SIGTERM');
  const watch = setInterval(orphaned, 1_000);
  return new Promise((done) => {
    child.once('error', (error) => fail(`${program} cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      for (const each of signals) process.off(each, handOn);
      done(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exit(1);
}
