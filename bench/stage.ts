import { Client } from 'pg';
import { startProcess } from '../dev/stack/process.ts';
import { startPostgres, type Postgres } from '../dev/stack/postgres.ts';
import { startTemporal, type Temporal } from '../dev/stack/temporal.ts';
import { migrate } from '../src/db/migrate.ts';
import { Simulator } from './simulator.ts';

/** Shared by all contenders of a run: one Postgres, one Temporal, one simulator in its own process. */
export interface Stage {
  readonly postgres: Postgres;
  readonly temporal: Temporal;
  readonly simulator: Simulator;
  /** Makes an empty database, or one with our schema, and returns its owner's URL. */
  createDatabase(name: string, content: 'empty' | 'ours'): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  /** As superuser, whom no policy hides rows from. */
  adminUrl(database: string): string;
  /** Runs one statement on a database as superuser. */
  query<Row>(database: string, text: string): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Durable, as on a server. For tests the embedded one is started fast and without durability. */
const durable = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'];

/** `settings` are Postgres's, beyond its defaults. */
export async function setStage(settings: readonly string[] = []): Promise<Stage> {
  const [postgres, temporal, simulator] = await Promise.all([
    startPostgres({ persistent: false, settings: [...durable, ...settings] }),
    startTemporal({ persistent: false, ui: false, say: console.error }),
    startProcess({
      name: 'simulator',
      file: 'simulator/main.ts',
      args: ['--port', '0'],
      ready: /^\{/,
      print: () => {},
    }),
  ]);
  const { adminUrl, databaseUrl } = postgres;
  const { username: owner, pathname } = new URL(databaseUrl);
  await migrate(databaseUrl);
  const { url }: { url: string } = JSON.parse(simulator.readyLine!);
  const onDatabase = (url: string, name: string): string =>
    Object.assign(new URL(url), { pathname: name }).href;

  async function query<Row>(database: string, text: string): Promise<Row[]> {
    const client = new Client({ connectionString: onDatabase(adminUrl, database) });
    await client.connect();
    try {
      const { rows } = await client.query(text);
      return rows as Row[];
    } finally {
      await client.end();
    }
  }

  return {
    postgres,
    temporal,
    simulator: new Simulator(url, simulator.pid),
    async createDatabase(name, content) {
      const from = content === 'ours' ? `template ${pathname.slice(1)} strategy file_copy` : '';
      await query('postgres', `create database ${name} ${from} owner ${owner}`);
      // Whatever a run before left for later is not this one's work.
      await query('postgres', 'checkpoint');
      return onDatabase(databaseUrl, name);
    },
    async dropDatabase(name) {
      await query('postgres', `drop database ${name} with (force)`);
    },
    adminUrl: (name) => onDatabase(adminUrl, name),
    query,
    async stop() {
      await Promise.all([simulator.stop(), temporal.stop(), postgres.stop()]);
    },
  };
}
