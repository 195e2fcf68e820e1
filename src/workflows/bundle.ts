/** The workflows that workers register: the entry of Temporal's bundle. */
export { deliverToReceiver } from './beside/deliver-to-receiver.ts';
export { scheduledSync } from './beside/scheduled-sync.ts';
export { sweep } from './beside/sweep.ts';
export { workspaceDeletion } from './beside/workspace-deletion.ts';
export { workspaceSync } from './workspace-sync.ts';
