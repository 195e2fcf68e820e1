/**
 * Ends the servers of a process that died without ending them, kill -9 included: standard input is a pipe from that
 * process, and the kernel closes it however the process ends. Lines on it are `Watched` or `Forgotten` as JSON.
 * Started by child.ts, which is its only caller.
 */
import { readFile, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process to end (pid of a group's leader), how, after how many milliseconds by force, and what to delete at last. */
export interface Watched {
  watch: number;
  signal: NodeJS.Signals;
  graceMs: number;
  remove: string[];
}

/** A process that has ended, so that its number may soon be another's. */
export interface Forgotten {
  forget: number;
}

const watched = new Map<number, Watched>();
const folders = new Set<string>();

// A signal meant for the parent's group must not end the one that cleans up after it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const message: Watched | Forgotten = JSON.parse(line);
  if ('watch' in message) {
    watched.set(message.watch, message);
    for (const folder of message.remove) folders.add(folder);
  } else watched.delete(message.forget);
}
await Promise.all([...watched.values()].map(end));
for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 10 });

async function end({ watch: pid, signal, graceMs }: Watched): Promise<void> {
  send(pid, signal);
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline && send(pid, 0) && !(await isZombie(pid))) await sleep(50);
  send(-pid, 'SIGKILL');
}

/** Ended, but not yet noticed by a machine's or container's process 1: some look only every few seconds. */
async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
}

/** False when there is no such process (any more). */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
