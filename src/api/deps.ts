import type { WorkspaceId } from '../domain/ids.ts';
import type { Role } from '../domain/role.ts';
import type { Database } from '../db/database.ts';
import type { SecretChanges } from '../db/connections/secret-changes.ts';
import type { Providers } from '../providers/registry.ts';
import type { Keyring } from '../security/keyring.ts';
import type { Log } from '../telemetry/log.ts';
import type { WorkflowGateway } from '../temporal/gateway.ts';
import type { ScheduleGateway } from '../temporal/schedules.ts';

export interface ApiDeps {
  readonly db: Database;
  readonly gateway: WorkflowGateway;
  readonly schedules: ScheduleGateway;
  readonly providers: Providers;
  readonly keyring: Keyring;
  readonly secretChanges: Pick<SecretChanges, 'listening' | 'subscribe'>;
  readonly log: Log;
  readonly config: {
    readonly adminApiKey: string;
    readonly publicBaseUrl: string;
    /** Webhooks a second that a workspace may receive; five times as many at once. */
    readonly webhooksPerSecond: number;
    /** Temporal's Web UI and the namespace in it, for links to a session's run. */
    readonly temporalUi?: { readonly url: string; readonly namespace: string };
  };
}

/** Who calls: the platform itself, or a key of one workspace. */
export type Principal =
  | { readonly kind: 'platform' }
  | {
      readonly kind: 'key';
      readonly id: string;
      readonly name: string;
      readonly role: Role;
      readonly workspaceId: WorkspaceId;
    };

/** What middleware leaves for the handlers. */
export interface ApiEnv {
  Variables: {
    requestId: string;
    /** Set for all of `/api/v1`. */
    principal: Principal;
    /** Set for all of `/api/v1/workspaces/{workspace_id}`: the caller may see it, and it exists. */
    workspaceId: WorkspaceId;
  };
}
