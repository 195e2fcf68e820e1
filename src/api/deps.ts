import type { MiddlewareHandler } from 'hono';
import type { ServerConfig } from '../config/config.ts';
import type { ChangeNotices } from '../db/changes/change-notices.ts';
import type { Database } from '../db/database.ts';
import type { Workspace } from '../db/workspaces/workspace-directory.ts';
import type { Oidc } from '../security/oidc/oidc-settings.ts';
import type { ServiceDeps } from '../services/deps.ts';
import type { Overview } from '../services/status/overview.ts';
import type { ApiMetrics } from '../telemetry/metrics/api-metrics.ts';
import type { FairConnections } from './fair-database.ts';
import type { KeyOwner } from './middleware/key-owner.ts';
import type { FairStarts } from './limits/fair-starts.ts';
import type { Strangers } from './limits/strangers.ts';
import type { RequestLimits, Turn } from './limits/request-limits.ts';
import type { Principal } from './principals/principal.ts';
import type { Principals } from './principals/principals.ts';
import type { TokenHolders } from './principals/token-holders.ts';

/** What the API is made of. */
export interface ApiParts extends ServiceDeps {
  /** Connections of their own for taking webhooks in, so that no other request delays them. */
  readonly webhookDb: Pick<Database, 'inWorkspace' | 'inWorkspaces' | 'asSystem' | 'connectionUse'>;
  readonly changes: Pick<ChangeNotices, 'listening' | 'subscribe'>;
  /** Aborts when the process stops: streams end, and all other requests are answered. */
  readonly stopping: AbortSignal;
  readonly metrics: ApiMetrics;
  /** Makes a span of each request, if this process is traced. */
  readonly traceRequests?: MiddlewareHandler | undefined;
  /** The migrations that the database lacks. */
  readonly pendingMigrations: () => Promise<readonly string[]>;
  readonly config: ServerConfig['api'] & {
    readonly metricsToken?: string | undefined;
    readonly oidc?: Oidc | undefined;
    readonly slots: ServerConfig['slots'];
  };
}

/** What its routes use. */
export interface ApiDeps extends ApiParts {
  readonly principals: Principals;
  /** Those of `db`. */
  readonly connections: FairConnections;
  readonly ownerOf: KeyOwner;
  /** Undefined: no OIDC tokens are accepted. */
  readonly tokenHolders: TokenHolders | undefined;
  readonly strangers: Strangers;
  readonly limits: RequestLimits;
  readonly starts: FairStarts;
  /** Shared by all that show it. */
  readonly overview: Overview;
}

/** What middleware sets for the handlers. */
export interface ApiEnv {
  Variables: {
    /** Ours, also if the caller has sent one. */
    requestId: string;
    /** The client's address, behind the proxies that are trusted. */
    remoteAddress: string | null;
    /** Set for all of `/api/v1`. */
    principal: Principal;
    turn: Turn;
    /** The row of the path's workspace. Set for all of `/api/v1/workspaces/{workspace_id}`: the caller may see it. */
    workspace: Workspace;
  };
}
