import pg from 'pg';
import type { WorkspaceId } from '../domain/ids.ts';
import {
  beginAsSystem,
  beginInboxMaintenance,
  beginInWorkspace,
  beginToRead,
  genericPlans,
  timeoutsOf,
  type Settings,
  type TransactionTimeouts,
} from './transaction/begin.ts';
import {
  createInboxDays,
  dropInboxDays,
  type CreatedInboxDays,
  type DroppedInboxDays,
} from './inbox/partitions.ts';
import { PreparingClient } from './transaction/preparing-client.ts';
import { TracedClient } from './transaction/traced-client.ts';
import { runTransaction } from './transaction/run-transaction.ts';
import { shareTransaction } from './transaction/share-transaction.ts';
import type { Statement } from './transaction/scope.ts';
import { systemScope, type SystemReason, type SystemScope } from './system.ts';
import { workspaceStatements, type WorkspaceStatements } from './workspace-statements.ts';
import { workspaceScope, type WorkspaceScope } from './workspace.ts';

export interface DatabaseOptions {
  /** `postgres://…`: each transaction takes one of the two roles that are bound by policies (docs/operations.md). */
  readonly url: string;
  readonly maxConnections: number;
  readonly applicationName: string;
  /** Prepare every statement, and plan it once a connection whatever its values: for processes that run few, often. */
  readonly genericPlans?: boolean;
  /** Bounds for processes that answer people: no statement, and no pause between two, takes longer. */
  readonly timeouts?: TransactionTimeouts;
  /** Called when the server ends an idle connection: worth a log line, never the process's death. */
  readonly onIdleError?: (error: Error) => void;
}

/** One workspace's statement in a transaction that it shares with others. */
export interface SharedPart<T> {
  readonly workspace: WorkspaceId;
  readonly ask: (statements: WorkspaceStatements) => Statement<T>;
}

/** A process's connections to Postgres. */
export interface ConnectionUse {
  readonly inUse: number;
  readonly idle: number;
  /** How many wait for one. */
  readonly waiting: number;
}

export interface Database {
  readonly maxConnections: number;
  connectionUse(): ConnectionUse;
  /**
   * Runs `work` in one transaction that can see and write the rows of this workspace only. With `flush: 'later'` a crash of
   * the server may undo it as a whole, though it was committed, until any transaction without is committed after it.
   */
  inWorkspace<T>(
    workspace: WorkspaceId,
    work: (ws: WorkspaceScope) => Promise<T>,
    options?: { readonly flush?: 'now' | 'later' },
  ): Promise<T>;
  /**
   * Runs one statement for each of several workspaces in one transaction and one round trip, each bound to its own
   * workspace's rows. If one part fails, all fail: `isOneStatements` says whether sending each separately can help.
   * A part may be sent twice if the connection broke. None waits for a lock for longer than `lockTimeoutMs`.
   */
  inWorkspaces<T>(parts: readonly SharedPart<T>[], lockTimeoutMs?: number): Promise<T[]>;
  /** The listed exceptions that look across workspaces; `reason` is shown in pg_stat_activity. */
  asSystem<T>(reason: SystemReason, work: (system: SystemScope) => Promise<T>): Promise<T>;
  /**
   * Creates the inbox's next partitions and drops those older than `retentionDays`. It gives way to traffic: it throws
   * `database_unavailable` instead of waiting long.
   */
  maintainInbox(now: Date, retentionDays: number): Promise<CreatedInboxDays & DroppedInboxDays>;
  /** Throws `SyncError` when the database cannot be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: 10_000,
    // A new connection plans every statement anew, 10 ms each for those that write pages.
    idleTimeoutMillis: 300_000,
    keepAlive: true,
    Client: options.genericPlans === true ? PreparingClient : TracedClient,
  });
  // Without a listener node-postgres turns an ended idle connection into an uncaught exception.
  pool.on('error', (error) => options.onIdleError?.(error));
  // Nor has the pool a listener for a connection that ends while it is in use, between two statements. The next one fails.
  pool.on('connect', (client) => client.on('error', () => {}));
  // In the transaction, not when connecting: a pooler refuses that, or shares the connection with others.
  const timeouts: Settings = options.timeouts === undefined ? {} : timeoutsOf(options.timeouts);
  const settings: Settings = {
    ...timeouts,
    ...(options.genericPlans === true && genericPlans),
  };
  return {
    maxConnections: options.maxConnections,
    connectionUse: () => ({
      inUse: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    inWorkspace: (workspace, work, { flush = 'now' } = {}) =>
      runTransaction(pool, beginInWorkspace(workspace, flush, settings), (tx) =>
        work(workspaceScope(tx, workspace)),
      ),
    inWorkspaces: async (parts, lockTimeoutMs) =>
      await shareTransaction(
        pool,
        parts.map(({ workspace, ask }) => ({ workspace, statement: ask(workspaceStatements(workspace)) })),
        { lockTimeoutMs, settings: timeouts },
      ),
    asSystem: (reason, work) =>
      runTransaction(pool, beginAsSystem(reason, settings), (tx) => work(systemScope(tx))),
    async maintainInbox(now, retentionDays) {
      const made = await runTransaction(pool, beginInboxMaintenance, ({ client }) =>
        createInboxDays(client, now),
      );
      const gone = await runTransaction(pool, beginInboxMaintenance, ({ client }) =>
        dropInboxDays(client, now, retentionDays),
      );
      return { ...made, ...gone };
    },
    ping: () => runTransaction(pool, beginToRead, async () => {}),
    close: () => pool.end(),
  };
}
