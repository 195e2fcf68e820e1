import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cloneKey, dataFolder, projectRoot, sharedTemporaryFolder } from '../paths.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { reaches, temporaryFolder, type User } from './postgres-user.ts';

/** The files of one Postgres. */
export interface Cluster {
  /** Everything: the server's files, its log and its superuser's password. */
  folder: string;
  /** The server's files (PGDATA). */
  data: string;
  log: string;
  superuserPassword: string;
}

/** The server's environment: no PG… setting of the caller's shell may reach it, and its messages are English. */
export const serverEnv = { LC_ALL: 'C', TZ: 'UTC' };

/**
 * The clone's own cluster, made at the first call, or a new one in a temporary folder, which the caller deletes.
 * The clone's lies in `.data/postgres`, or under the temporary folder if the server's user cannot enter that.
 */
export async function openCluster(
  binaries: PostgresBinaries,
  user: User | undefined,
  persistent: boolean,
): Promise<Cluster> {
  const folder = persistent
    ? await cloneFolder(user)
    : await mkdtemp(join(temporaryFolder(user), 'payment-sync-pg-'));
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  if (user) await chown(folder, user.uid, user.gid);
  const cluster = { folder, data: join(folder, 'data'), log: join(folder, 'postgres.log') };
  const passwordFile = join(folder, 'superuser-password');
  const made = await readFile(join(cluster.data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (made === undefined) await initialise(binaries, user, cluster.data, passwordFile, !persistent);
  else refuseOtherVersion(made.trim(), binaries.version, folder);
  return { ...cluster, superuserPassword: await readFile(passwordFile, 'utf8') };
}

async function cloneFolder(user: User | undefined): Promise<string> {
  if (reaches(projectRoot, user)) {
    await mkdir(dataFolder, { recursive: true });
    return join(dataFolder, 'postgres');
  }
  const shared = await sharedTemporaryFolder(temporaryFolder(user));
  return join(shared, `data-of-${cloneKey}`);
}

/** Made beside and renamed when complete: a run that dies here leaves nothing that looks like a cluster. */
async function initialise(
  { initdb, version }: PostgresBinaries,
  user: User | undefined,
  data: string,
  passwordFile: string,
  temporary: boolean,
): Promise<void> {
  await writeFile(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  const half = `${data}.new`;
  await rm(half, { recursive: true, force: true });
  const args = [
    '-D',
    half,
    '-U',
    'postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--no-instructions',
  ];
  args.push('--encoding=UTF8', '--locale=C');
  // The builtin provider sorts alike on every machine, whatever its locales. It came with 17.
  if (Number.parseInt(version) >= 17) args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (temporary) args.push('--no-sync');
  try {
    await promisify(execFile)(initdb, args, { ...user, cwd: '/', env: serverEnv });
  } catch (error) {
    // Its message has the command and its output.
    throw new Error(`Postgres's files cannot be made: ${String(error)}`, { cause: error });
  }
  await rename(half, data);
}

function refuseOtherVersion(major: string, version: string, folder: string): void {
  if (version.startsWith(`${major}.`)) return;
  throw new Error(
    `${folder} was made by Postgres ${major}, this is ${version}: delete that folder to start afresh`,
  );
}
