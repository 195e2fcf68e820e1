import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** An operating system's user by number. */
export interface User {
  uid: number;
  gid: number;
}

/**
 * The user that the server runs as. Postgres refuses to run as root, so for root it is `postgres` if the machine has that
 * user, else `nobody`, which every machine has; no user is created. Undefined if this process is not root.
 */
export function postgresUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', name), gid: idOf('-g', name) };
    } catch {
      // No such user here: try the next.
    }
  }
  throw new Error(
    'Postgres cannot run as root, and this machine has no user `postgres` or `nobody`: add one',
  );
}

function idOf(flag: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

/** Whether the user can reach a path, by the system's own check of modes, lists and mounts. */
export function reaches(path: string, user: User | undefined): boolean {
  return spawnSync('test', ['-r', path], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** The machine's temporary folder, or `/tmp` if TMPDIR names one that the server's user cannot enter. */
export function temporaryFolder(user: User | undefined): string {
  const found = [tmpdir(), '/tmp'].find((folder) => reaches(folder, user));
  if (found === undefined)
    throw new Error(`neither ${tmpdir()} nor /tmp can be read by Postgres's user: set TMPDIR`);
  return found;
}
