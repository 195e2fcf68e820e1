import { startProcess } from '../dev/stack/process.ts';

export interface ToldProcess {
  readonly pid: number;
  /** Tells it to begin and waits until it is done. Throws where it says that it failed, with what it printed. */
  go(): Promise<void>;
  stop(): Promise<void>;
}

/** A process that says `ready`, works when told to (peers/when-told.ts), and stays, so that its use can be read. */
export async function startTold(options: {
  readonly file: string;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Record<string, string>;
}): Promise<ToldProcess> {
  const { file, args = [], nodeArgs = [], env = {} } = options;
  const lines: string[] = [];
  const ended = Promise.withResolvers<void>();
  const failed = (how: string) => ended.reject(new Error(`${file} ${how}:\n${lines.join('\n')}`));
  // Nobody waits for it before `go`.
  ended.promise.catch(() => {});
  const child = await startProcess({
    name: 'told',
    file,
    args: [...args],
    nodeArgs: [...nodeArgs],
    env,
    ready: /ready$/,
    print(line) {
      lines.push(line);
      if (/\]\s*done$/.test(line)) ended.resolve();
      if (/\]\s*failed$/.test(line)) failed('failed');
    },
    onExit: (how) => failed(`ended (${how})`),
  });
  return {
    pid: child.pid,
    async go() {
      process.kill(child.pid, 'SIGUSR2');
      await ended.promise;
    },
    stop: () => child.stop(),
  };
}
