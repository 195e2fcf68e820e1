import pg from 'pg';
import type { WorkspaceId } from '../domain/ids.ts';
import { isUuid } from '../domain/ids.ts';
import {
  createInboxDays,
  dropInboxDays,
  type CreatedInboxDays,
  type DroppedInboxDays,
} from './inbox-partitions.ts';
import { appRole, systemRole } from './roles.ts';
import { runTransaction } from './run-transaction.ts';
import { systemScope, type SystemReason, type SystemScope } from './system.ts';
import { workspaceScope, type WorkspaceScope } from './workspace.ts';

export interface DatabaseOptions {
  /** `postgres://…`: the owner of the database; each transaction steps down to a role that is bound by policies. */
  readonly url: string;
  readonly maxConnections: number;
  readonly applicationName: string;
  /** Plan a prepared statement once a connection instead of its first five times: for processes that run few, often. */
  readonly genericPlans?: boolean;
  /** Told of connections that the server ended while idle: worth a log line, never the process's death. */
  readonly onIdleError?: (error: Error) => void;
}

export interface Database {
  /** Runs `work` in one transaction that can see and write the rows of this workspace only. */
  inWorkspace<T>(workspace: WorkspaceId, work: (ws: WorkspaceScope) => Promise<T>): Promise<T>;
  /** The listed exceptions that look across workspaces; `reason` stands in pg_stat_activity. */
  asSystem<T>(reason: SystemReason, work: (system: SystemScope) => Promise<T>): Promise<T>;
  /**
   * Makes the inbox's coming days and drops those of before `retentionDays`: the one thing done as the tables' owner,
   * whom their policies let see no row. Gives way to traffic: `database_unavailable` where it would have to wait long.
   */
  maintainInbox(now: Date, retentionDays: number): Promise<CreatedInboxDays & DroppedInboxDays>;
  /** Throws `SyncError` when the database cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const beginInWorkspace = (workspace: WorkspaceId): string => {
  // A simple query takes no parameters; the id is checked once more because it is spliced into SQL.
  if (!isUuid(workspace)) throw new TypeError('a workspace id must be a UUID');
  return `begin; set local role ${appRole}; select set_config('app.workspace_id', '${workspace}', true)`;
};

/** Everything that comes after a waiting exclusive lock waits with it. */
const beginAsOwner = `begin; set local lock_timeout = '1s'; set local application_name = 'owner: maintain inbox'`;

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(options.genericPlans === true && { options: '-c plan_cache_mode=force_generic_plan' }),
  });
  // Without a listener node-postgres turns an ended idle connection into an uncaught exception.
  pool.on('error', (error) => options.onIdleError?.(error));
  // And an ended one that is in use between two statements: the pool's own listener is away then. The next one says it.
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    inWorkspace: (workspace, work) =>
      runTransaction(pool, beginInWorkspace(workspace), (tx) => work(workspaceScope(tx, workspace))),
    asSystem: (reason, work) =>
      runTransaction(
        pool,
        `begin; set local role ${systemRole}; set local application_name = 'system: ${reason}'`,
        (tx) => work(systemScope(tx)),
      ),
    async maintainInbox(now, retentionDays) {
      const made = await runTransaction(pool, beginAsOwner, ({ client }) => createInboxDays(client, now));
      const gone = await runTransaction(pool, beginAsOwner, ({ client }) =>
        dropInboxDays(client, now, retentionDays),
      );
      return { ...made, ...gone };
    },
    ping: () => runTransaction(pool, 'begin read only', async () => {}),
    close: () => pool.end(),
  };
}
