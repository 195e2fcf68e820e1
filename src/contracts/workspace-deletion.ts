import type { WorkspaceId } from '../domain/ids.ts';

/** The name under which workers register the workflow (its exported function's name). */
export const workspaceDeletionType = 'workspaceDeletion';

/** One a workspace: two cannot run at once. */
export const workspaceDeletionId = (workspace: WorkspaceId): string => `workspace-deletion:${workspace}`;

export interface DeletedWorkspace {
  readonly workspaceId: WorkspaceId;
}

export interface DeletionActivities {
  /** Ends all that acts for the workspace, and forgets what is sealed. Can be repeated. */
  endWorkspace(of: DeletedWorkspace): Promise<void>;
  /** Deletes the workspace's rows for some minutes, if its time has come. Goes on from where an earlier one stopped. */
  purgeWorkspace(of: DeletedWorkspace): Promise<Purge>;
}

export interface Purge {
  /** `waiting`: its time has not come. `busy`: a session of the workspace is open. `more`: rows are left. */
  readonly state: 'waiting' | 'busy' | 'more' | 'done';
  /** Rows that this activity deleted. */
  readonly rows: number;
}
