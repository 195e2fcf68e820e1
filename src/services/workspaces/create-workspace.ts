import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import { auditEntry, type PlatformCaller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export async function createWorkspace(
  { db }: Pick<ServiceDeps, 'db'>,
  caller: PlatformCaller,
  { name }: { readonly name: string },
): Promise<Workspace> {
  return await db.asSystem('create workspace', async ({ workspaces, auditLog }) => {
    const made = await workspaces.create(name);
    await auditLog.append(made.id, auditEntry(caller, 'workspace.created', made.id, { name }));
    return made;
  });
}
