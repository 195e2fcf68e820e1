/** The workflows that workers register: the entry of Temporal's bundle. */
export { scheduledSync } from './scheduled-sync.ts';
export { sweep } from './sweep.ts';
export { workspaceDeletion } from './workspace-deletion.ts';
export { workspaceSync } from './workspace-sync.ts';
