import type { PaymentProvider } from '../domain/entity.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import type { Role } from '../domain/role.ts';
import type { Database } from '../db/database.ts';
import type { AccountIdentity, Credentials } from '../providers/provider.ts';
import type { Keyring } from '../security/keyring.ts';
import type { Log } from '../telemetry/log.ts';
import type { WorkflowGateway } from '../temporal/gateway.ts';

/** What the API needs of a provider: to find out whose key it was given. */
export interface IdentifyingProvider {
  readonly displayName: string;
  connect(
    credentials: Credentials,
    options?: { readonly signal?: AbortSignal },
  ): { identify(): Promise<Pick<AccountIdentity, 'accountId' | 'createdAt' | 'livemode'>> };
}

export interface ApiDeps {
  readonly db: Database;
  readonly gateway: WorkflowGateway;
  readonly providers: Readonly<Record<PaymentProvider, IdentifyingProvider>>;
  readonly keyring: Keyring;
  readonly log: Log;
  readonly config: {
    readonly adminApiKey: string;
    readonly publicBaseUrl: string;
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
