import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { startChild, type Child } from './child.ts';
import { freePort } from './free-port.ts';
import { dataFolder } from '../paths.ts';
import { temporalBinary } from './temporal-binary.ts';

/** A running Temporal dev server. */
export interface Temporal {
  /** Host and port, as `TEMPORAL_ADDRESS` takes it. */
  address: string;
  namespace: string;
  /** The Web UI, if it was asked for. */
  uiUrl: string | undefined;
  /** The server's process. */
  pid: number;
  /** Stops the server, at once if `hard`; its memory is lost. */
  stop: (hard?: boolean) => Promise<void>;
}

export interface TemporalOptions {
  /** Keep workflows for the next run of this clone, or hold them in memory? */
  persistent: boolean;
  ui: boolean;
  /** The ports to use if they are free; else any. */
  port?: number;
  uiPort?: number;
  /** Settings of the server, each `name=value`, beside those that it always has. */
  dynamicConfig?: readonly string[];
  /** Called with how the server ended if it ends without `stop`. */
  onUnexpectedEnd?: (how: string) => void;
  /** Takes the line that says how the server's program was found, and those of a long build. */
  say?: (line: string) => void;
}

const namespace = 'default';

/** Fairness between workspaces is off by default in server 1.29; this turns it on. */
const fairness = ['matching.useNewMatcher=true', 'matching.enableFairness=true'];

/** Starts the dev server on loopback and waits until it serves. Throws with the end of its log when it does not. */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const command = await temporalBinary(options.say);
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(command, options);
    } catch (error) {
      // Another process took a port between the look and the start.
      if (attempt === 3 || !/address already in use/.test(String(error))) throw error;
    }
  }
}

async function start(command: string, options: TemporalOptions): Promise<Temporal> {
  const { persistent, ui, onUnexpectedEnd } = options;
  const folder = persistent ? dataFolder : await mkdtemp(join(tmpdir(), 'payment-sync-temporal-'));
  await mkdir(folder, { recursive: true });
  const port = await freePort(options.port);
  const uiPort = ui ? await freePort(options.uiPort) : undefined;
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'];
  // The user's own settings for another Temporal do not apply to this server.
  args.push('--disable-config-env', '--disable-config-file');
  args.push(...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]));
  args.push(
    ...[...fairness, ...(options.dynamicConfig ?? [])].flatMap((pair) => ['--dynamic-config-value', pair]),
  );
  if (persistent) args.push('--db-filename', join(folder, 'temporal.sqlite'));
  const log = join(folder, 'temporal.log');
  const server = await startChild({ command, args, log, remove: persistent ? [] : [folder] });
  const address = `127.0.0.1:${port}`;
  try {
    await untilServing(address, server);
  } catch (error) {
    const printed = await readFile(log, 'utf8');
    await server.stop(true);
    throw new Error(`Temporal did not start: ${String(error)}\n${printed.slice(-2_000)}`, { cause: error });
  }
  if (onUnexpectedEnd) server.onUnexpectedEnd(onUnexpectedEnd);
  return {
    address,
    namespace,
    uiUrl: uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}`,
    pid: server.pid,
    // A server that keeps nothing is killed at once: a clean end would take it a second.
    stop: (hard = false) => server.stop(hard || !persistent),
  };
}

const frontend = 'temporal.api.workflowservice.v1.WorkflowService';
/** `ServingStatus.SERVING` of `grpc.health.v1` is 1. */
const isServing = (status: number) => status === 1;

/** Until the frontend is healthy and the namespace is there, within a minute: a busy machine needs several seconds. */
async function untilServing(address: string, server: Child): Promise<void> {
  let ended: string | undefined;
  void server.ended.then((how) => (ended = how));
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '2s' });
      try {
        await connection.withDeadline(Date.now() + 2_000, async () => {
          const { status } = await connection.healthService.check({ service: frontend });
          if (!isServing(status)) throw new Error(`its health is ${status}`);
          await connection.workflowService.countWorkflowExecutions({ namespace });
        });
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (ended !== undefined) throw new Error(`it ended with ${ended}`, { cause: error });
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}
