import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startChild, type Child } from './child.ts';
import { freePort } from './free-port.ts';
import { postgresBinaries, type PostgresBinaries, type PostgresMajor } from './postgres-binaries.ts';
import { openCluster, serverEnv } from './postgres-cluster.ts';
import { postgresUser, type User } from './postgres-user.ts';
import { untilNobodyServes } from './postmaster.ts';

/** A running embedded Postgres. */
export interface Postgres {
  /** The product's database as its owner: may log in and make roles, is no superuser, as on a managed Postgres. */
  databaseUrl: string;
  /** The superuser, on database `postgres`: for tests, which make and drop databases. */
  adminUrl: string;
  /** The server's process. */
  pid: number;
  /** Stops the server, at once when `hard`; a temporary one's files are gone afterwards. */
  stop: (hard?: boolean) => Promise<void>;
}

export interface PostgresOptions {
  /** Keep the data for the next run of this clone (and keep it safe), or use a fast temporary server? */
  persistent: boolean;
  /** Default: the newest. */
  major?: PostgresMajor;
  /** The port to use if it is free; else any. */
  port?: number;
  /** Further settings, as `name=value`; they win over the ones that are set here. */
  settings?: readonly string[];
  /** Called with how the server ended if it ends without `stop`. */
  onUnexpectedEnd?: (how: string) => void;
}

/** Owns the databases: may log in and make roles, is no superuser. */
export const ownerRole = 'payment_sync_owner';
const database = 'payment_sync';

/** Loses the last transactions when the machine (not the server) crashes: for data that can be lost. */
const unsafeButFast = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts Postgres on the loopback interface with the product's empty database and its owner.
 * Throws with the end of the server's log when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const user = postgresUser();
  const binaries = await postgresBinaries(user, options.major);
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(binaries, user, await freePort(options.port), options);
    } catch (error) {
      // Another process took the port between the look and the start.
      if (attempt === 3 || !String(error).includes('Address already in use')) throw error;
    }
  }
}

async function start(
  binaries: PostgresBinaries,
  user: User | undefined,
  port: number,
  { persistent, settings: more = [], onUnexpectedEnd }: PostgresOptions,
): Promise<Postgres> {
  const cluster = await openCluster(binaries, user, persistent);
  await untilNobodyServes(cluster.data);
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'max_connections=200',
  ];
  if (!persistent) settings.push(...unsafeButFast);
  settings.push(...more);
  const server = await startChild({
    command: binaries.postgres,
    args: ['-D', cluster.data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    env: serverEnv,
    user,
    log: cluster.log,
    // "Fast" ends its sessions and writes everything; "immediate" writes nothing and takes no time.
    stopSignal: persistent ? 'SIGINT' : 'SIGQUIT',
    remove: persistent ? [] : [cluster.folder],
  });
  try {
    const adminUrl = url('postgres', cluster.superuserPassword, port, 'postgres');
    const databaseUrl = await untilReady(adminUrl, server).then((admin) => createDatabase(admin, port));
    if (onUnexpectedEnd) server.onUnexpectedEnd(onUnexpectedEnd);
    return { databaseUrl, adminUrl, pid: server.pid, stop: server.stop };
  } catch (error) {
    const log = await readFile(cluster.log, 'utf8');
    await server.stop(true);
    throw new Error(`Postgres did not start: ${String(error)}\n${log.slice(-2_000)}`, { cause: error });
  }
}

/** A connection as superuser, as soon as the server takes one; within 60 s, which recovery after a crash may need. */
async function untilReady(adminUrl: string, server: Child): Promise<Client> {
  let ended: string | undefined;
  void server.ended.then((how) => (ended = how));
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new Client({ connectionString: adminUrl });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (ended !== undefined) throw new Error(`it ended with ${ended}`, { cause: error });
      if (Date.now() > deadline) throw error;
      await sleep(30);
    }
  }
}

/** Makes the owner and its database if they are missing; the owner's password is new at every start. */
async function createDatabase(admin: Client, port: number): Promise<string> {
  const password = randomBytes(18).toString('base64url');
  try {
    const { rows } = await admin.query<{ owner: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as owner,
              exists (select from pg_database where datname = $2) as database`,
      [ownerRole, database],
    );
    const change = rows[0]?.owner ? 'alter' : 'create';
    await admin.query(`${change} role ${ownerRole} login createrole password '${password}'`);
    if (!rows[0]?.database) await admin.query(`create database ${database} owner ${ownerRole}`);
  } finally {
    await admin.end();
  }
  return url(ownerRole, password, port, database);
}

function url(user: string, password: string, port: number, name: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${name}`;
}
