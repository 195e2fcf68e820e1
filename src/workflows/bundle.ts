/** The workflows that workers register: the entry of Temporal's bundle. */
export { sweep } from './sweep.ts';
export { workspaceSync } from './workspace-sync.ts';
