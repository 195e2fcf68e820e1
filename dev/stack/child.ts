import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Forgotten, Watched } from './watchdog.ts';

const { PAYMENT_SYNC_RUN: run } = process.env;
/** CI finds processes that a run left behind by it, so it is passed even to those that get no other setting. */
const ofThisRun: NodeJS.ProcessEnv = run === undefined ? {} : { PAYMENT_SYNC_RUN: run };

/** How to start, and later end, one process. */
export interface ChildOptions {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** The user that it runs as, if this process may choose (root only). */
  user?: { uid: number; gid: number } | undefined;
  /** The file for its output; without one, read `process.stdout` and `process.stderr`. */
  log?: string;
  /** Asks it to end; after `graceMs` milliseconds its whole process group is killed. */
  stopSignal?: NodeJS.Signals;
  graceMs?: number;
  /** Folders that `stop` deletes, or the watchdog when this process dies. */
  remove?: string[];
}

/** A running process that ends when this one does, however this one ends. */
export interface Child {
  pid: number;
  process: ChildProcess;
  /** Resolves when it has ended, with how: "exit code 1" or "SIGKILL". Never rejects. */
  ended: Promise<string>;
  /** Calls `report` with how it ended if it ends without `stop` having been called. */
  onUnexpectedEnd: (report: (how: string) => void) => void;
  /** Asks, then kills; resolves when it has ended. Safe to call twice, and with `hard` kills at once. */
  stop: (hard?: boolean) => Promise<void>;
}

/**
 * Starts a process in a group of its own, so that Ctrl-C in a terminal reaches only this process, which then stops its
 * children in order, and under the watchdog, so that none is left when this process is killed.
 * Rejects when the command cannot be started.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { stopSignal: signal = 'SIGTERM', graceMs = 10_000, remove = [] } = options;
  const dog = await watchdog();
  const output = options.log === undefined ? 'pipe' : openSync(options.log, 'w', 0o600);
  const child = spawn(options.command, options.args, {
    cwd: options.cwd ?? '/',
    env: { ...(options.env ?? process.env), ...ofThisRun },
    stdio: ['ignore', output, output],
    detached: true,
    ...options.user,
  });
  if (output !== 'pipe') closeSync(output);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, by) => resolve(by ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.command} cannot be started: ${await ended}`);
  dog.send({ watch: pid, signal, graceMs, remove });
  let running = true;
  let stopping = false;
  child.once('exit', () => {
    running = false;
    dog.send({ forget: pid });
  });
  return {
    pid,
    process: child,
    ended,
    onUnexpectedEnd(report) {
      void ended.then((how) => stopping || report(how));
    },
    async stop(hard = false) {
      stopping = true;
      if (running && !hard) child.kill(signal);
      await Promise.race([ended, sleep(hard ? 0 : graceMs, undefined, { ref: false })]);
      if (running) killGroup(pid);
      await ended;
      for (const folder of remove) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It ended between the check and the kill.
  }
}

interface Watchdog {
  send(message: Watched | Forgotten): void;
}

let started: Promise<Watchdog> | undefined;

/** One watchdog a process, started before its first child so that no child is ever unwatched. */
function watchdog(): Promise<Watchdog> {
  return (started ??= startWatchdog());
}

async function startWatchdog(): Promise<Watchdog> {
  const dog = spawn(process.execPath, [join(import.meta.dirname, 'watchdog.ts')], {
    cwd: '/',
    env: ofThisRun,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  await once(dog, 'spawn');
  const { stdin } = dog;
  // The pipe breaks when this process is going away. The watchdog then ends the children all the same.
  stdin.on('error', () => {});
  dog.unref();
  if (stdin instanceof Socket) stdin.unref();
  return { send: (message) => void stdin.write(`${JSON.stringify(message)}\n`) };
}
