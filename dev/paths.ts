import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** This clone's top folder. */
export const projectRoot = resolve(import.meta.dirname, '..');

/** The data that this clone's embedded stack keeps between runs; not in git. */
export const dataFolder = join(projectRoot, '.data');

/** Shared by all clones of one user: tools that are slow to download or build. */
export const cacheFolder =
  process.env['PAYMENT_SYNC_CACHE'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'workspace-payment-sync');

/** A short name for this clone, for folders that cannot lie in it. */
export const cloneKey = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12);

/**
 * A folder of this user under the machine's temporary one, which other users can pass through but not write to.
 * Throws if another user made a folder of that name, since its content cannot be trusted.
 */
export async function sharedTemporaryFolder(base = tmpdir()): Promise<string> {
  const uid = process.getuid?.();
  const folder = join(base, `workspace-payment-sync-${uid ?? 'user'}`);
  await mkdir(folder, { recursive: true });
  const { uid: owner, isDirectory } = await lstat(folder).then((s) => ({
    uid: s.uid,
    isDirectory: s.isDirectory(),
  }));
  if (!isDirectory || (uid !== undefined && owner !== uid)) {
    throw new Error(`${folder} belongs to another user: delete it or set TMPDIR`);
  }
  await chmod(folder, 0o711);
  return folder;
}
