import { startProcess } from '../dev/stack/process.ts';

export interface SignalledProcess {
  readonly pid: number;
  /** Signals it to begin and waits for its end. Throws if it fails, with what it printed. */
  go(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a process that prints `ready`, works on a signal (peers/work-on-signal.ts), and stays, so that its use can be read. */
export async function startSignalled(options: {
  readonly file: string;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Record<string, string>;
}): Promise<SignalledProcess> {
  const { file, args = [], nodeArgs = [], env = {} } = options;
  const lines: string[] = [];
  const ended = Promise.withResolvers<void>();
  const failed = (how: string) => ended.reject(new Error(`${file} ${how}:\n${lines.join('\n')}`));
  // `go` awaits it, and may be called after it was rejected.
  ended.promise.catch(() => {});
  const child = await startProcess({
    name: 'signalled',
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
    onUnexpectedEnd: (how) => failed(`ended (${how})`),
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
