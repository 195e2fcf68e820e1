import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startChild } from '../../../dev/stack/child.ts';
import { serverEnv } from '../../../dev/stack/postgres-cluster.ts';
import { postgresUser } from '../../../dev/stack/postgres-user.ts';
import { startPostgres } from '../../../dev/stack/postgres.ts';
import { migrate } from '../../../src/db/migrate.ts';

/** A Postgres of a test's own, which can go away and come back with all that was committed. */
export interface StoppablePostgres {
  /** The migrated database as its owner. */
  readonly databaseUrl: string;
  /** A statement as superuser, whatever the policies say. */
  asSuperuser(statement: string): Promise<number>;
  /** Ends the server without a goodbye, so that it comes back through crash recovery. */
  goAway(): Promise<void>;
  /** At the same address. */
  comeBack(): Promise<void>;
  /** For good: its files are deleted. */
  stop(): Promise<void>;
}

export async function startStoppablePostgres(): Promise<StoppablePostgres> {
  const first = Promise.withResolvers<void>();
  // What is acknowledged has left the process, so that it outlives it.
  const settings = ['synchronous_commit=on'];
  const postgres = await startPostgres({
    persistent: false,
    settings,
    onUnexpectedEnd: () => first.resolve(),
  });
  const { adminUrl, databaseUrl } = postgres;
  await migrate(databaseUrl);
  const data = await asAdmin(
    adminUrl,
    'show data_directory',
    ({ rows }) => rows[0]!['data_directory'] as string,
  );
  // How it was started: a line of quoted words.
  const [command, ...args] = [
    ...(await readFile(join(data, 'postmaster.opts'), 'utf8')).matchAll(/"([^"]*)"|(\S+)/g),
  ].map(([, quoted, bare]) => quoted ?? bare!);
  let [server, ended]: [number, Promise<unknown>] = [postgres.pid, first.promise];
  return {
    databaseUrl,
    asSuperuser: (statement) => asAdmin(adminUrl, statement, ({ rowCount }) => rowCount ?? 0),
    async goAway() {
      process.kill(server, 'SIGQUIT');
      await ended;
    },
    async comeBack() {
      const child = await startChild({
        command: command!,
        args,
        env: serverEnv,
        user: postgresUser(),
        log: join(dirname(data), 'postgres-again.log'),
        stopSignal: 'SIGQUIT',
        remove: [dirname(data)],
      });
      [server, ended] = [child.pid, child.ended];
      await untilReady(adminUrl);
    },
    async stop() {
      // If it was stopped before, there is no process to signal.
      try {
        process.kill(server, 'SIGQUIT');
      } catch {}
      await ended;
      await postgres.stop(); // has ended long since; this deletes its folder
    },
  };
}

async function asAdmin<T>(
  url: string,
  statement: string,
  read: (result: { rows: Record<string, unknown>[]; rowCount: number | null }) => T,
): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return read(await client.query(statement));
  } finally {
    await client.end();
  }
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await asAdmin(url, 'select', () => {});
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
