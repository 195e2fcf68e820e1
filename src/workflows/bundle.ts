/** The workflows that workers register: the entry of Temporal's bundle. */
export { deliverToReceiver } from './deliver-to-receiver.ts';
export { scheduledSync } from './scheduled-sync.ts';
export { sweep } from './sweep.ts';
export { workspaceDeletion } from './workspace-deletion.ts';
export { workspaceSync } from './workspace-sync.ts';
