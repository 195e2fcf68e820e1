import type { DeletedWorkspace } from '../../contracts/workspace-deletion.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** Ends a deleted workspace, if the process that deleted it did not get so far. */
export async function endWorkspace(
  { db, workflows }: Pick<ActivityDependencies, 'db' | 'workflows'>,
  { workspaceId }: DeletedWorkspace,
): Promise<void> {
  const workspace = await db.inWorkspace(workspaceId, (ws) => ws.record.getDeleted());
  if (workspace !== undefined && workspace.endedAt === null) await workflows.endWorkspace(workspaceId);
}
