import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { startChild } from './child.ts';
import { withLock } from '../lock.mjs';
import { cacheFolder } from '../paths.ts';

/** Later releases have a `replace` in go.mod, with which `go install` refuses them. Server 1.29.1, Web UI 2.42.1. */
const version = 'v1.5.1';
const program = platform() === 'win32' ? 'temporal.exe' : 'temporal';
const cached = join(cacheFolder, 'bin', program);

/** A Temporal CLI that need not be downloaded or built: its path, and the way it was found. */
export interface FoundTemporal {
  path: string;
  way: 'TEMPORAL_CLI_PATH' | 'PATH' | "the project's cache";
}

/** Looks only. Throws when `TEMPORAL_CLI_PATH` names something that cannot be run. */
export async function findTemporal(env: NodeJS.ProcessEnv = process.env): Promise<FoundTemporal | undefined> {
  const named = env['TEMPORAL_CLI_PATH'];
  if (named !== undefined && named !== '') {
    if (await isProgram(named)) return { path: named, way: 'TEMPORAL_CLI_PATH' };
    throw new Error(`TEMPORAL_CLI_PATH is ${named}, which is no program: correct or unset it`);
  }
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, program);
    if (folder !== '' && (await isProgram(path))) return { path, way: 'PATH' };
  }
  return (await isProgram(cached)) ? { path: cached, way: "the project's cache" } : undefined;
}

/**
 * The Temporal CLI's path: found, else downloaded, else built with Go, the last two into the cache and once however
 * many processes ask. `say` takes one line about the way taken, and one every 15 s while a build runs.
 * If neither works, throws an error that says what to do.
 */
export async function temporalBinary(say: (line: string) => void = console.error): Promise<string> {
  const found = await findTemporal();
  if (found) {
    say(`Temporal CLI: ${found.path} (from ${found.way})`);
    return found.path;
  }
  return withLock(join(cacheFolder, 'temporal.lock'), async () => {
    if (await isProgram(cached)) return cached;
    await mkdir(join(cacheFolder, 'bin'), { recursive: true });
    const half = await mkdtemp(join(cacheFolder, 'fetching-'));
    try {
      await download(half, say).catch(async (error: unknown) => {
        say(`Temporal CLI: no download (${reason(error)}), building ${version} with Go: takes minutes, once`);
        await build(half, say);
      });
      await rename(join(half, program), cached);
    } finally {
      await rm(half, { recursive: true, force: true });
    }
    return cached;
  });
}

const downloadInfo = z.object({ archiveUrl: z.url(), fileToExtract: z.string() });

/** The official archive, found as the SDK's ephemeral server finds it (sdk-core, `ephemeral_server`). */
async function download(folder: string, say: (line: string) => void): Promise<void> {
  const system = {
    os: platform() === 'win32' ? 'windows' : platform(),
    cpu: arch() === 'x64' ? 'amd64' : arch(),
  };
  const about = `https://temporal.download/cli/${version}?platform=${system.os}&arch=${system.cpu}&format=tar.gz`;
  const info = await fetch(about, { signal: AbortSignal.timeout(4_000) });
  if (!info.ok) throw new Error(`HTTP ${info.status}`);
  const { archiveUrl, fileToExtract } = downloadInfo.parse(await info.json());
  say(`Temporal CLI: downloading ${archiveUrl}`);
  const archive = await fetch(archiveUrl, { signal: AbortSignal.timeout(300_000) });
  if (!archive.ok) throw new Error(`HTTP ${archive.status} for ${archiveUrl}`);
  const file = join(folder, 'archive.tar.gz');
  await writeFile(file, Buffer.from(await archive.arrayBuffer()));
  await promisify(execFile)('tar', ['-xzf', file, '-C', folder, fileToExtract]);
  if (fileToExtract !== program) await rename(join(folder, fileToExtract), join(folder, program));
}

async function build(folder: string, say: (line: string) => void): Promise<void> {
  const args = ['install', `github.com/temporalio/cli/cmd/temporal@${version}`];
  const log = join(cacheFolder, 'temporal-build.log');
  const env = { ...process.env, GOBIN: folder };
  const go = await startChild({ command: 'go', args, env, log }).catch(() => {
    throw new Error(
      `There is no Temporal CLI: install it (https://docs.temporal.io/cli) or Go (https://go.dev/dl), ` +
        `name one in TEMPORAL_CLI_PATH, or set TEMPORAL_ADDRESS to a running server`,
    );
  });
  const start = Date.now();
  const alive = setInterval(() => say(`Temporal CLI: still building, ${seconds(start)} s`), 15_000);
  const how = await go.ended;
  clearInterval(alive);
  if (!existsSync(join(folder, program))) {
    throw new Error(
      `Building the Temporal CLI failed (${how}), see ${log}; or install it: https://docs.temporal.io/cli`,
    );
  }
  say(`Temporal CLI: built in ${seconds(start)} s`);
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1_000);
}

/** The reason in a few words: `fetch` hides it in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
