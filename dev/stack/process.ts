import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child.ts';
import { projectRoot } from '../paths.ts';

/** How to start one of the product's processes, and how to see that it is up. */
export interface ProcessOptions {
  /** Its name in front of its lines and in messages: api, worker, simulator. */
  name: string;
  /** The script, from the project's top folder. */
  file: string;
  args?: string[];
  /** For Node itself, e.g. `--watch-path=src`. */
  nodeArgs?: string[];
  /** On top of this process's environment. */
  env?: Record<string, string | undefined>;
  /** Up when a line that it prints matches, or when the URL answers 2xx. */
  ready: RegExp | URL;
  /** How long that may take, in milliseconds. */
  readyWithinMs?: number;
  /** How long it may take to end before it is killed, in milliseconds; default: 15 s. */
  graceMs?: number;
  /** Takes its lines, marked; default: this process's standard output. */
  print?: (line: string) => void;
  /** Called with how it ended if it ends without `stop`. */
  onUnexpectedEnd?: (how: string) => void;
}

/** A process of the product that is up. */
export interface RunningProcess {
  pid: number;
  /** The line that said that it is ready, if it was a line. */
  readyLine: string | undefined;
  /** Asks it to end, and kills it after `graceMs` or at once when `hard`. */
  stop: (hard?: boolean) => Promise<void>;
}

/** Starts a process and waits until it is up. Throws, with nothing left running, when it ends or is late. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { name, file, ready, print = console.log } = options;
  const child = await startChild({
    command: process.execPath,
    args: [...(options.nodeArgs ?? []), file, ...(options.args ?? [])],
    cwd: projectRoot,
    env: { ...process.env, ...options.env },
    graceMs: options.graceMs ?? 15_000,
  });
  const matched = new Promise<string>((resolve) => {
    for (const output of [child.process.stdout, child.process.stderr]) {
      eachLine(output, (line) => {
        print(`${`[${name}]`.padEnd(12)}${line}`);
        if (ready instanceof RegExp && ready.test(line)) resolve(line);
      });
    }
  });
  const within = options.readyWithinMs ?? 60_000;
  const giveUp = new AbortController();
  try {
    const readyLine = await Promise.race([
      ready instanceof RegExp ? matched : untilAnswers(ready, giveUp.signal),
      child.ended.then((how) => Promise.reject(new Error(`${name} ended before it was ready (${how})`))),
      sleep(within, undefined, giveUp).then(() =>
        Promise.reject(new Error(`${name} was not ready within ${within / 1_000} s`)),
      ),
    ]);
    if (options.onUnexpectedEnd) child.onUnexpectedEnd(options.onUnexpectedEnd);
    return { pid: child.pid, readyLine, stop: child.stop };
  } catch (error) {
    await child.stop(true);
    throw error;
  } finally {
    giveUp.abort();
  }
}

async function untilAnswers(url: URL, signal: AbortSignal): Promise<undefined> {
  while (!signal.aborted) {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]) }).catch(
      () => undefined,
    );
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(100);
  }
}

function eachLine(output: Readable | null, take: (line: string) => void): void {
  if (output) createInterface({ input: output }).on('line', take);
}
