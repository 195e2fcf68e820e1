import type { ServerConfig } from '../config/config.ts';
import type { SecretChanges } from '../db/connections/secret-changes.ts';
import type { Workspace } from '../db/workspaces/workspace-directory.ts';
import type { Role } from '../domain/role.ts';
import type { ServiceDeps } from '../services/deps.ts';

export interface ApiDeps extends ServiceDeps {
  readonly secretChanges: Pick<SecretChanges, 'listening' | 'subscribe'>;
  readonly config: ServerConfig['api'];
}

/** Who calls: the platform itself, or a key of one workspace. */
export type Principal =
  | { readonly kind: 'platform' }
  | {
      readonly kind: 'key';
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      readonly workspace: Workspace;
    };

/** What middleware sets for the handlers. */
export interface ApiEnv {
  Variables: {
    requestId: string;
    /** Set for all of `/api/v1`. */
    principal: Principal;
    /** The row of the path's workspace. Set for all of `/api/v1/workspaces/{workspace_id}`: the caller may see it. */
    workspace: Workspace;
  };
}
