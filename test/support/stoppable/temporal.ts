import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { startChild, type Child } from '../../../dev/stack/child.ts';
import { freePort } from '../../../dev/stack/free-port.ts';
import { temporalBinary } from '../../../dev/stack/temporal-binary.ts';

/** A Temporal dev server of a test's own, which can go away and come back with all that it knew. */
export interface StoppableTemporal {
  readonly address: string;
  readonly namespace: string;
  /** Kills it in the middle of what it does. */
  goAway(): Promise<void>;
  /** At the same address. */
  comeBack(): Promise<void>;
  /** For good: its files are deleted. */
  stop(): Promise<void>;
}

const namespace = 'default';

export async function startStoppableTemporal(): Promise<StoppableTemporal> {
  const command = await temporalBinary();
  const folder = await mkdtemp(join(tmpdir(), 'payment-sync-temporal-'));
  const port = String(await freePort());
  const address = `127.0.0.1:${port}`;
  const args = [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    port,
    '--headless',
    '--log-level',
    'error',
  ];
  args.push(
    '--disable-config-env',
    '--disable-config-file',
    '--db-filename',
    join(folder, 'temporal.sqlite'),
  );
  const start = async (): Promise<Child> => {
    const child = await startChild({ command, args, log: join(folder, 'temporal.log'), remove: [folder] });
    await untilServing(address).catch(async (error: unknown) => {
      await child.stop(true);
      throw error;
    });
    return child;
  };
  let server = await start();
  return {
    address,
    namespace,
    async goAway() {
      process.kill(-server.pid, 'SIGKILL');
      await server.ended;
    },
    async comeBack() {
      server = await start();
    },
    stop: () => server.stop(true),
  };
}

async function untilServing(address: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      const connection = await Connection.connect({ address, connectTimeout: '2s' });
      try {
        await connection.withDeadline(Date.now() + 2_000, () =>
          connection.workflowService.countWorkflowExecutions({ namespace }),
        );
        return;
      } finally {
        await connection.close();
      }
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}
