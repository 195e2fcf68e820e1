import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../../dev/paths.ts';

/** A script that a test runs in a process of its own, to see what happens when that process ends. */
export interface Script {
  process: ChildProcess;
  /** The first line that it printed. */
  firstLine: string;
  /** All that it has printed so far. */
  printed: () => string;
  /** Its exit code or signal. */
  ended: Promise<unknown>;
}

/** Runs TypeScript that may import from `./dev/…`; resolves with the first line that it prints. */
export async function runScript(code: string, env: Record<string, string> = {}): Promise<Script> {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', code], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => (printed += String(chunk)));
  const ended = once(child, 'exit').then(([status, signal]) => status ?? signal);
  const firstLine = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line)),
    ended.then((how) => Promise.reject(new Error(`the script ended with ${how}: ${printed}`))),
  ]);
  return { process: child, firstLine, printed: () => printed, ended };
}
