import { workspaceDeletionId, workspaceDeletionType } from '../../../src/contracts/workspace-deletion.ts';
import type { Scenarios } from './stage.ts';

export const deletions: Scenarios = {
  /** A purge that takes two activities. */
  'workspace-deletion/purged': async (stage) => {
    const { client, taskQueue } = stage;
    const states = ['more', 'done'] as const;
    let purges = 0;
    const { workspaceId } = stage.connection({
      purgeWorkspace: async () => ({ state: states[purges++] ?? 'done', rows: 1_000 }),
    });
    const workflowId = workspaceDeletionId(workspaceId);
    const args = [{ workspaceId }];
    const handle = await client.workflow.start(workspaceDeletionType, { workflowId, taskQueue, args });
    await handle.result();
    return { workflowId, runId: handle.firstExecutionRunId };
  },
};
