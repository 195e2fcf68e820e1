import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import { auditEntry, type PlatformCaller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export async function createWorkspace(
  { db }: Pick<ServiceDeps, 'db'>,
  caller: PlatformCaller,
  { name }: { readonly name: string },
): Promise<Workspace> {
  const made = await db.asSystem('create workspace', ({ workspaces }) => workspaces.create(name));
  await db.inWorkspace(made.id, ({ auditLog }) =>
    auditLog.append(auditEntry(caller, 'workspace.created', made.id, { name })),
  );
  return made;
}
