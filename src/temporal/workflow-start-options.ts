import { WithStartWorkflowOperation } from '@temporalio/client';
import type { SessionRequest } from '../contracts/sessions.ts';
import { workspaceSyncId, workspaceSyncType } from '../contracts/workspace-sync.ts';
import { sessionSearchAttributes } from './search-attributes.ts';

const titles: Record<SessionRequest['sessionType'], string> = {
  initial_sync: 'Full sync',
  incremental_sync: 'Incremental sync',
  webhook_sync: 'Webhook sync',
};

/** How a workspace's workflow starts for a session, where it does not run already. */
export function workspaceSyncStart(request: SessionRequest, taskQueue: string) {
  const { workspaceId, provider, sessionType, entityTypes, sessionId } = request;
  return new WithStartWorkflowOperation(workspaceSyncType, {
    workflowId: workspaceSyncId(workspaceId, provider),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    taskQueue,
    args: [{ workspaceId, provider }],
    typedSearchAttributes: sessionSearchAttributes(request),
    staticSummary: `${titles[sessionType]} from ${provider}`,
    staticDetails: `Workspace ${workspaceId}\n\nSession ${sessionId}\n\nEntities: ${entityTypes.join(', ')}`,
    // Every task of this run, activities included, takes its turn among the workspaces.
    priority: { fairnessKey: workspaceId },
  });
}
