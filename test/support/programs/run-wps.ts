import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../../dev/paths.ts';

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Record<string, string>;
  /** What it reads; default: nothing. */
  readonly input?: string;
  /** Called with the process, to send it signals. */
  readonly started?: (child: ReturnType<typeof spawn>) => void;
}

/** Runs the command line as a script would: without a terminal, and with nothing in its environment but `env`. */
export async function runWps(
  args: readonly string[],
  { env = {}, input = '', started }: RunOptions = {},
): Promise<Run> {
  const child = spawn(process.execPath, [join(projectRoot, 'cli', 'wps.ts'), ...args], {
    env: { PATH: process.env['PATH'] ?? '', XDG_CONFIG_HOME: '/nonexistent', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  started?.(child);
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, out, err };
}
