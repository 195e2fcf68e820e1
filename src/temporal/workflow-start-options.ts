import { WithStartWorkflowOperation } from '@temporalio/client';
import { deliverToReceiverId, workSignal, type Receiver } from '../contracts/deliveries.ts';
import type { SessionRequest } from '../contracts/sessions.ts';
import { wakeSignal, workspaceSyncId, workspaceSyncType } from '../contracts/workspace-sync.ts';
import { workspaceDeletionId, type DeletedWorkspace } from '../contracts/workspace-deletion.ts';
import type { Connection } from '../domain/connection.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { sessionSearchAttributes, workspaceSearchAttributes } from './search-attributes.ts';

const titles: Record<SessionRequest['sessionType'], string> = {
  initial_sync: 'Full sync',
  incremental_sync: 'Incremental sync',
  webhook_sync: 'Webhook sync',
};

/** How a workspace's workflow starts for a session, if it does not run already. */
export function workspaceSyncStart(request: SessionRequest, taskQueue: string) {
  const { workspaceId, provider, sessionType, entityTypes, sessionId } = request;
  return new WithStartWorkflowOperation(workspaceSyncType, {
    workflowId: workspaceSyncId({ workspaceId, provider }),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    taskQueue,
    args: [{ workspaceId, provider }],
    typedSearchAttributes: sessionSearchAttributes(request),
    staticSummary: `${titles[sessionType]} from ${provider}`,
    staticDetails: `Workspace ${workspaceId}\n\nSession ${sessionId}\n\nEntities: ${entityTypes.join(', ')}`,
    // Every task of this run, activities included, takes turns with those of other workspaces.
    priority: { fairnessKey: workspaceId },
  });
}

/** How a workspace's workflow starts because its inbox has an event. */
export const workspaceSyncWake = ({ workspaceId, provider }: Connection, taskQueue: string) => ({
  workflowId: workspaceSyncId({ workspaceId, provider }),
  taskQueue,
  signal: wakeSignal,
  args: [{ workspaceId, provider }],
  typedSearchAttributes: workspaceSearchAttributes({ workspaceId, provider }),
  staticSummary: `Webhooks from ${provider}`,
  staticDetails: `Workspace ${workspaceId}`,
  // A run's tasks take turns with those of other workspaces.
  priority: { fairnessKey: workspaceId },
});

/** How a workspace's deletion is finished. */
export const workspaceDeletionStart = (workspaceId: WorkspaceId, taskQueue: string) => ({
  workflowId: workspaceDeletionId(workspaceId),
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  taskQueue,
  args: [{ workspaceId } satisfies DeletedWorkspace],
  staticSummary: 'Deletion of a workspace',
  staticDetails: `Workspace ${workspaceId}`,
  priority: { fairnessKey: workspaceId },
});

/** How a receiver's workflow starts because a delivery waits for it. */
export const receiverWake = ({ workspaceId, receiverId }: Receiver, taskQueue: string) => ({
  workflowId: deliverToReceiverId(receiverId),
  taskQueue,
  signal: workSignal,
  args: [{ workspaceId, receiverId }],
  staticSummary: 'Webhooks to one endpoint of the platform or of a workspace',
  staticDetails: `Endpoint ${receiverId}`,
  priority: { fairnessKey: workspaceId },
});
