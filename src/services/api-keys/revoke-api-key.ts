import type { ApiKeyId } from '../../domain/ids.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

/** The key is refused from now on. Throws `not_found`, also for a key that was revoked before. */
export async function revokeApiKey(
  { db }: Pick<ServiceDeps, 'db'>,
  caller: Caller,
  { id }: { readonly id: ApiKeyId },
): Promise<void> {
  await db.inWorkspace(caller.workspaceId, async (ws) => {
    const row = await ws.apiKeys.revoke(id);
    if (row === undefined) throw notFound('API key');
    const { name, role } = row;
    await ws.auditLog.append(auditEntry(caller, 'api_key.revoked', id, { name, role }));
  });
}
