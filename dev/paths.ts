import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** This clone's top folder. */
export const projectRoot = resolve(import.meta.dirname, '..');

/** What the embedded stack of this clone keeps between runs; not in git. */
export const dataFolder = join(projectRoot, '.data');

/** What all clones of one user share: tools that are slow to fetch or build. */
export const cacheFolder =
  process.env['PAYMENT_SYNC_CACHE'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'workspace-payment-sync');

/** A short name for this clone, for folders that cannot lie in it. */
export const cloneKey = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12);

/**
 * A folder of this user's under the machine's temporary one that other users may pass through but not write to.
 * Throws when somebody else made a folder of that name: what lies in it cannot be trusted.
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
