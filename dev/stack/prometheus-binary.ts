import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../lock.mjs';
import { cacheFolder } from '../paths.ts';

const run = promisify(execFile);

const cached = join(cacheFolder, 'prometheus');
const programs = ['prometheus', 'promtool'] as const;

/** The paths of Prometheus and of its tool. */
export type PrometheusPrograms = Record<(typeof programs)[number], string>;

const missing = (cause: unknown): Error =>
  new Error(
    'Prometheus and promtool are missing. Put both on PATH, from https://prometheus.io/download or by `apt-get install prometheus`; ' +
      'on Debian and Ubuntu `npm run prometheus:fetch` fetches them without installing anything.',
    { cause },
  );

/**
 * Prometheus' programs: on PATH, else from the cache, into which Debian's package is unpacked once. Nothing is installed and
 * no service is started. If that fails, throws an error that says what to do. `say` takes a line about the way taken.
 */
export async function prometheusPrograms(
  say: (line: string) => void = console.error,
): Promise<PrometheusPrograms> {
  const found = await find();
  if (found !== undefined) return found;
  return await withLock(join(cacheFolder, 'prometheus.lock'), async () => {
    const since = await find();
    if (since !== undefined) return since;
    try {
      say('Prometheus: fetching it with apt-get');
      await unpack();
    } catch (error) {
      throw missing(error);
    }
    const unpacked = await find();
    if (unpacked === undefined) throw missing(undefined);
    return unpacked;
  });
}

async function find(): Promise<PrometheusPrograms | undefined> {
  for (const folder of ['', join(cached, 'usr', 'bin')]) {
    const paths = programs.map((program) => join(folder, program));
    const answers = await Promise.allSettled(paths.map((path) => run(path, ['--version'])));
    if (answers.every(({ status }) => status === 'fulfilled'))
      return { prometheus: paths[0]!, promtool: paths[1]! };
  }
  return undefined;
}

async function unpack(): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  const folder = await mkdtemp(join(cacheFolder, 'prometheus-'));
  const download = () => run('apt-get', ['download', 'prometheus'], { cwd: folder });
  try {
    // A fresh container has no lists of packages.
    await download().catch(async () => {
      await run('apt-get', ['update'], { maxBuffer: 64 * 1024 * 1024 });
      await download();
    });
    const [file] = (await readdir(folder)).filter((name) => name.endsWith('.deb'));
    const half = join(folder, 'unpacked');
    await run('dpkg-deb', ['--extract', join(folder, file ?? ''), half]);
    await rm(cached, { recursive: true, force: true });
    await rename(half, cached);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
