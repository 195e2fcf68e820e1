import { chown, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '../../../dev/stack/child.ts';
import { freePort } from '../../../dev/stack/free-port.ts';
import { pgbouncerBinary } from '../../../dev/stack/pgbouncer-binary.ts';
import { postgresUser, temporaryFolder } from '../../../dev/stack/postgres-user.ts';

export interface PgBouncer {
  /** A URL of the server, through the pooler. */
  through(url: string): string;
  stop(): Promise<void>;
}

/** A PgBouncer before the server of `url`; `settings` are those of its configuration that differ. */
export async function startPgBouncer(url: string, settings: Record<string, string> = {}): Promise<PgBouncer> {
  const binary = await pgbouncerBinary();
  const { hostname, port: serverPort, username, password } = new URL(url);
  const user = postgresUser();
  const folder = await mkdtemp(join(temporaryFolder(user), 'pgbouncer-'));
  const port = await freePort();
  const config = {
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    unix_socket_dir: '',
    auth_type: 'plain',
    auth_file: join(folder, 'users.txt'),
    pool_mode: 'transaction',
    max_prepared_statements: '200',
    ...settings,
  };
  const lines = Object.entries(config).map(([name, value]) => `${name} = ${value}`);
  const ini = join(folder, 'pgbouncer.ini');
  await writeFile(
    ini,
    `[databases]\n* = host=${hostname} port=${serverPort}\n[pgbouncer]\n${lines.join('\n')}\n`,
  );
  await writeFile(config.auth_file, `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"\n`);
  // The user that it runs as may not enter the cache.
  const command = isAbsolute(binary) ? join(folder, 'pgbouncer') : binary;
  if (command !== binary) await copyFile(binary, command);
  if (user !== undefined)
    for (const path of [folder, ini, config.auth_file]) await chown(path, user.uid, user.gid);
  const child = await startChild({
    command,
    args: [ini],
    user,
    log: join(folder, 'log'),
    stopSignal: 'SIGQUIT',
    remove: [folder],
  });
  const stop = async () => {
    await child.stop();
    await rm(folder, { recursive: true, force: true });
  };
  let ended: string | undefined;
  void child.ended.then((how) => (ended = how));
  while (!(await listens(port))) {
    if (ended !== undefined) throw new Error(`PgBouncer ended: ${ended}`);
    await sleep(20);
  }
  return {
    through(direct) {
      const pooled = new URL(direct);
      pooled.hostname = '127.0.0.1';
      pooled.port = String(port);
      return pooled.href;
    },
    stop,
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => {
        socket.destroy();
        resolve(true);
      })
      .once('error', () => resolve(false));
  });
