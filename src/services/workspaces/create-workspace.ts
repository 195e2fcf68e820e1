import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import { auditEntry, type PlatformCaller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export interface NewWorkspace {
  readonly name: string;
  /** Creates one workspace, however often it is given. */
  readonly idempotencyKey?: string | undefined;
}

/** The new workspace, or the one that the same idempotency key made earlier, as it is now. */
export async function createWorkspace(
  { db }: Pick<ServiceDeps, 'db'>,
  caller: PlatformCaller,
  { name, idempotencyKey }: NewWorkspace,
): Promise<{ readonly row: Workspace; readonly isNew: boolean }> {
  return await db.asSystem('create workspace', async ({ workspaces, auditLog }) => {
    const { row, isNew } =
      idempotencyKey === undefined
        ? { row: await workspaces.create(name), isNew: true }
        : await workspaces.createOnce(name, idempotencyKey);
    if (isNew) await auditLog.append(row.id, auditEntry(caller, 'workspace.created', row.id, { name }));
    return { row, isNew };
  });
}
