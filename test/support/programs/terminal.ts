import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../../dev/paths.ts';
import { debianProgram } from '../../../dev/stack/debian/debian-program.ts';

const run = promisify(execFile);

export interface Terminal {
  /** What is on the screen, a line each, without spaces at the end. */
  screen(): Promise<string[]>;
  /** Types this and presses the enter key. */
  type(text: string): Promise<void>;
  stop(): Promise<void>;
}

const missing =
  'tmux is missing, for the tests in a terminal. Install it (on Debian: `apt-get install tmux`, 3.2 or later).';

/** Runs `wps` in a real terminal of this size; `exit <code>` is its screen's last line when it has ended. */
export async function terminal(
  args: readonly string[],
  { env, columns = 80, rows = 40 }: { env: Record<string, string>; columns?: number; rows?: number },
): Promise<Terminal> {
  const program = await debianProgram('tmux', missing);
  const server = `payment-sync-${randomUUID()}`;
  const tmux = async (...command: string[]) =>
    await run(program, ['-L', server, '-f', '/dev/null', ...command]);
  const quoted = [process.execPath, join(projectRoot, 'cli', 'wps.ts'), ...args]
    .map((word) => `'${word.replaceAll("'", `'\\''`)}'`)
    .join(' ');
  const variables = { XDG_CONFIG_HOME: '/nonexistent', CI: '', ...env };
  await tmux(
    'new-session',
    '-d',
    '-x',
    String(columns),
    '-y',
    String(rows),
    ...Object.entries(variables).flatMap(([name, value]) => ['-e', `${name}=${value}`]),
    `${quoted}; echo "exit $?"; exec cat > /dev/null`,
  );
  return {
    async screen() {
      const { stdout } = await tmux('capture-pane', '-p');
      return stdout.trimEnd().split('\n');
    },
    async type(text) {
      await tmux('send-keys', '-l', text);
      await tmux('send-keys', 'Enter');
    },
    async stop() {
      await tmux('kill-server');
    },
  };
}
