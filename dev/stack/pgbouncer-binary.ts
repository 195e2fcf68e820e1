import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../lock.mjs';
import { cacheFolder } from '../paths.ts';

const run = promisify(execFile);

/** The first that keeps prepared statements in transaction mode. */
const minVersion = [1, 21] as const;
/** A Debian whose source package is new enough, and builds on those before it. */
const newerSuite = 'trixie';
const cached = join(cacheFolder, 'bin', 'pgbouncer');

const missing = (cause: unknown): Error =>
  new Error(
    `PgBouncer ${minVersion.join('.')} or later is missing. Put it on PATH: on Debian 13 or later by \`apt-get install ` +
      'pgbouncer`; on an older one, as root, it is built from the newer source package (gcc, make, libevent-dev, libssl-dev).',
    { cause },
  );

/**
 * PgBouncer's path: on PATH, else from the machine's Debian, else built once into the cache from a newer Debian's source. If
 * none works, throws an error that says what to do. `say` takes a line about the way taken.
 */
export async function pgbouncerBinary(say: (line: string) => void = console.error): Promise<string> {
  const found = await newEnough();
  if (found !== undefined) return found;
  return await withLock(join(cacheFolder, 'pgbouncer.lock'), async () => {
    const since = await newEnough();
    if (since !== undefined) return since;
    try {
      say('PgBouncer: installing it with apt-get');
      await aptGet(['update']);
      await aptGet(['install', '-y', '--no-install-recommends', 'pgbouncer']);
      const installed = await newEnough();
      if (installed !== undefined) return installed;
      say(
        `PgBouncer: building that of Debian ${newerSuite}, since this one's is too old: takes a minute, once`,
      );
      await build();
      return cached;
    } catch (error) {
      throw missing(error);
    }
  });
}

/** The first of those known that is new enough. */
async function newEnough(): Promise<string | undefined> {
  for (const path of ['pgbouncer', '/usr/sbin/pgbouncer', cached]) {
    const { stdout } = await run(path, ['--version']).catch(() => ({ stdout: '' }));
    const [, major = 0, minor = 0] = (/PgBouncer (\d+)\.(\d+)/.exec(stdout) ?? []).map(Number);
    if (major > minVersion[0] || (major === minVersion[0] && minor >= minVersion[1])) return path;
  }
  return undefined;
}

const aptGet = (args: readonly string[], cwd = '/') =>
  run('apt-get', [...args], {
    cwd,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });

/** From the archive that this machine installs from, with lists of its own: the machine's stay as they are. */
async function build(): Promise<void> {
  await aptGet(['install', '-y', '--no-install-recommends', ...needed]);
  await mkdir(join(cacheFolder, 'bin'), { recursive: true });
  const folder = await mkdtemp(join(cacheFolder, 'pgbouncer-'));
  try {
    await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
    await mkdir(join(folder, 'archives', 'partial'), { recursive: true });
    const sources = join(folder, 'sources.list');
    const keyring = '[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]';
    await writeFile(sources, `deb-src ${keyring} ${await archive()} ${newerSuite} main\n`);
    const own = [
      `Dir::Etc::sourcelist=${sources}`,
      'Dir::Etc::sourceparts=-',
      `Dir::State::Lists=${join(folder, 'lists')}`,
      `Dir::Cache=${folder}`,
      'APT::Sandbox::User=root',
    ].flatMap((option) => ['-o', option]);
    await aptGet([...own, 'update']);
    await aptGet([...own, 'source', '--download-only', 'pgbouncer'], folder);
    const source = join(folder, 'source');
    await mkdir(source);
    const { stdout } = await run('sh', ['-c', 'ls pgbouncer_*.orig.tar.*'], { cwd: folder });
    await run('tar', ['-xf', join(folder, stdout.trim()), '-C', source, '--strip-components=1']);
    const quiet = { cwd: source, maxBuffer: 64 * 1024 * 1024 };
    await run('./configure', ['--without-cares', '--without-systemd', '--without-pam'], quiet);
    await run('make', [`-j${availableParallelism()}`, 'pgbouncer'], quiet);
    const half = join(folder, 'pgbouncer');
    await copyFile(join(source, 'pgbouncer'), half);
    await rename(half, cached);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const needed = [
  'gcc',
  'make',
  'libc6-dev',
  'pkg-config',
  'libevent-dev',
  'libssl-dev',
  'debian-archive-keyring',
];

/** The address of the Debian archive that this machine uses. */
async function archive(): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8');
  const [, suite = ''] = /^VERSION_CODENAME=(.*)$/m.exec(release) ?? [];
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
  const { stdout } = await aptGet(['indextargets', '--format', format, 'Identifier: Packages']);
  const lines = stdout.split('\n').map((line) => line.split(' '));
  const address = lines.find(([, named, component]) => named === suite && component === 'main')?.[0];
  if (address === undefined) throw new Error('this machine has no Debian archive in its sources');
  return address;
}
