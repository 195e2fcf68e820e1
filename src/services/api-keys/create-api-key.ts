import type { ApiKey } from '../../db/workspaces/api-keys.ts';
import type { Role } from '../../domain/role.ts';
import { issueApiKey } from '../../security/tokens.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/** Resolves to the row and the key itself, which is not stored. */
export async function createApiKey(
  { db }: Pick<ServiceDeps, 'db'>,
  caller: Caller,
  { name, role }: { readonly name: string; readonly role: Role },
): Promise<{ readonly row: ApiKey; readonly key: string }> {
  const { key, hash, hint } = issueApiKey(caller.workspaceId);
  const row = await db.inWorkspace(caller.workspaceId, async (ws) => {
    const made = await ws.apiKeys.create({ name, role, keyHash: hash, keyHint: hint });
    await ws.auditLog.append(auditEntry(caller, 'api_key.created', made.id, { name, role, hint }));
    return made;
  });
  return { row, key };
}
