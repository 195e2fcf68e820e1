import type { ApiKey, NewApiKey } from '../../db/workspaces/api-keys.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { issueApiKey } from '../../security/tokens.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

/** Keys of a workspace that have not ended. */
const maxLive = 50;

/** Resolves to the row and the key itself, which is not stored. Throws `too_many_api_keys`, and `not_found`. */
export async function createApiKey(
  { db }: Pick<ServiceDeps, 'db'>,
  caller: Caller,
  { name, role, expiresAt }: Pick<ApiKey, 'name' | 'role' | 'expiresAt'>,
): Promise<{ readonly row: ApiKey; readonly key: string }> {
  const { key, hash, hint } = issueApiKey(caller.workspaceId);
  const wanted: NewApiKey = { name, role, expiresAt, keyHash: hash, keyHint: hint };
  const row = await db.inWorkspace(caller.workspaceId, async (ws) => {
    // Locked, so that keys made at the same time are counted one after the other, and none is made in a deleted workspace.
    if ((await ws.record.lock()) === undefined) throw notFound('workspace');
    if ((await ws.apiKeys.countLive()) >= maxLive) {
      throw new SyncError(
        'too_many_api_keys',
        `A workspace has at most ${maxLive} API keys: revoke one first.`,
      );
    }
    const made = await ws.apiKeys.create(wanted);
    const details = { name, role, hint, expires_at: expiresAt?.toISOString() ?? null };
    await ws.auditLog.append(auditEntry(caller, 'api_key.created', made.id, details));
    return made;
  });
  return { row, key };
}
