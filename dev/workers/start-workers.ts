import { availableParallelism } from 'node:os';
import { createClient } from '../../client/client.ts';
import { freePort } from '../stack/free-port.ts';
import { startProcess, type ProcessOptions } from '../stack/process.ts';
import { startRestarting } from '../stack/restarting.ts';
import type { Part, Stack } from '../stack/stack.ts';
import { scaleWorkers } from './scale-workers.ts';
import type { Workers } from './workers-option.ts';

export interface WorkersOptions {
  readonly count: Workers;
  readonly apiUrl: string;
  readonly adminKey: string;
  readonly env: Record<string, string | undefined>;
  /** The folder whose changes restart them; none if they are not watched. */
  readonly watch?: string | undefined;
  readonly print: (line: string) => void;
}

/** More workers than processors only take them from each other, but a second one shows what two do. */
const max = Math.max(2, availableParallelism());
const everyMs = 10_000;
const calmMs = 60_000;

/** A worker ends its slices for 25 s. */
const graceMs = 45_000;

/** Adds workers to the stack, up when it resolves: a number of them, or from then on as many as the API says are wanted. */
export async function startWorkers(stack: Stack, options: WorkersOptions): Promise<void> {
  const { count, apiUrl, adminKey, watch, print } = options;
  let started = 0;
  const processOptions = async (): Promise<ProcessOptions> => {
    const number = ++started;
    return {
      name: count === 1 ? 'worker' : `worker ${number}`,
      file: 'src/worker.ts',
      // As in `npm run worker`: bounds V8's space for new objects, which is 48 MiB otherwise.
      nodeArgs: ['--max-semi-space-size=4'],
      ready: /worker polling/,
      env: { ...options.env, ...(number > 1 && { METRICS_PORT: String(await freePort()) }) },
      print,
    };
  };
  const start = async (onEnd: (how: string) => void, more: Partial<ProcessOptions> = {}): Promise<Part> => {
    const process = { ...(await processOptions()), ...more };
    return watch === undefined
      ? startProcess({ ...process, onUnexpectedEnd: onEnd })
      : startRestarting(process, watch);
  };
  if (count !== 'auto') {
    await Promise.all(Array.from({ length: count }, () => stack.add('worker', (onEnd) => start(onEnd))));
    return;
  }
  const api = createClient({ url: apiUrl, apiKey: adminKey });
  await stack.add('workers', () =>
    scaleWorkers({
      start: (onEnd) => start(onEnd, { graceMs }),
      wanted: async () => (await api.get('/api/v1/capacity')).wanted_workers,
      max,
      everyMs,
      calmMs,
      print: (line) => print(`${'[workers]'.padEnd(12)}${line}`),
    }),
  );
}
