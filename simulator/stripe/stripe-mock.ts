import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** Its fixtures and OpenAPI description are of API version 2026-08-26.dahlia. */
export const STRIPE_MOCK_VERSION = 'v0.203.0';

const MODULE = `github.com/stripe/stripe-mock@${STRIPE_MOCK_VERSION}`;

export interface StripeMock {
  url: string;
  stop(): Promise<void>;
}

const isExecutable = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

function cachedBinaries(): string {
  const { PAYMENT_SYNC_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(PAYMENT_SYNC_CACHE ?? join(cache, 'workspace-payment-sync'), 'bin');
}

/**
 * Path of the stripe-mock binary: `STRIPE_MOCK_PATH`, one on `PATH`, the project's own cache, or built into that cache
 * with Go (about five seconds with a warm module cache, a minute without). Throws what to do when none of it works.
 */
export async function findStripeMock(): Promise<string> {
  const given = process.env['STRIPE_MOCK_PATH'];
  if (given) {
    if (await isExecutable(given)) return given;
    throw new Error(`STRIPE_MOCK_PATH is ${given}, but there is no program.`);
  }
  const folder = cachedBinaries();
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  for (const place of [...onPath, folder]) {
    const path = join(place, 'stripe-mock');
    if (await isExecutable(path)) return path;
  }
  await build(folder);
  return join(folder, 'stripe-mock');
}

async function build(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  try {
    await promisify(execFile)('go', ['install', MODULE], { env: { ...process.env, GOBIN: folder } });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      'stripe-mock is needed to compare the simulator with. Install Go 1.22 or newer so that it can be built, or put ' +
        `the program (https://github.com/stripe/stripe-mock/releases) on PATH or its path into STRIPE_MOCK_PATH. ${reason}`,
      { cause: error },
    );
  }
}

/** Starts stripe-mock on a free port, HTTP only. */
export async function startStripeMock(): Promise<StripeMock> {
  const child = spawn(await findStripeMock(), ['-http-addr', '127.0.0.1:'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const url = await Promise.race([
    addressIn(createInterface(child.stdout)),
    exited.then(([code]) =>
      Promise.reject(new Error(`stripe-mock ended with code ${code} before it listened.`)),
    ),
  ]);
  return {
    url,
    async stop() {
      child.kill();
      await exited;
    },
  };
}

async function addressIn(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const address = /Listening for HTTP at address: (\S+)/.exec(line)?.[1];
    if (address) return `http://${address}`;
  }
  throw new Error('stripe-mock did not say where it listens.');
}
