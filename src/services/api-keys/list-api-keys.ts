import type { ApiKey } from '../../db/workspaces/api-keys.ts';
import type { ApiKeyId } from '../../domain/ids.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/** Revoked and expired keys too, newest first. */
export async function listApiKeys(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  page: { readonly limit: number; readonly after?: ApiKeyId | undefined },
): Promise<ApiKey[]> {
  return await db.inWorkspace(workspaceId, ({ apiKeys }) => apiKeys.list(page));
}
