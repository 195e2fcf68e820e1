import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { ServiceDeps } from '../deps.ts';

/** All workspaces that are not deleted, oldest first, for the platform. */
export async function listWorkspaces(
  { db }: Pick<ServiceDeps, 'db'>,
  { limit, after }: { readonly limit: number; readonly after?: WorkspaceId | undefined },
): Promise<Workspace[]> {
  return await db.asSystem('list workspaces', ({ workspaces }) =>
    workspaces.list({ limit, ...(after !== undefined && { after }) }),
  );
}
