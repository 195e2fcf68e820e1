/** The workflows that workers register: the entry of Temporal's bundle. */
export { scheduledSync } from './scheduled-sync.ts';
export { sweep } from './sweep.ts';
export { workspaceSync } from './workspace-sync.ts';
