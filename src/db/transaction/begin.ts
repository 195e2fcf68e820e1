import type { WorkspaceId } from '../../domain/ids.ts';
import { appRole, systemRole } from '../roles.ts';
import type { BatchedStatement } from './statement-batch.ts';

/** Postgres keeps 63 characters of a name. */
const silent = (text: string, values: readonly string[] = [], name = text): BatchedStatement => ({
  name,
  text,
  values,
  silent: true,
});

export const begin = silent('begin');
export const commit = silent('commit');
/** Takes the rights of a workspace's queries, and no others, until the transaction ends. */
export const setAppRole = silent(`set local role ${appRole}`);

/** Names the transaction's workspace to row-level security, from here on. */
export const setWorkspace = (workspace: WorkspaceId): BatchedStatement =>
  silent(`select set_config('app.workspace_id', $1, true)`, [workspace]);

/**
 * Waiting for a lock also delays all who queue behind it, and all workspaces that share the transaction: so a statement
 * gives up after `ms`.
 */
export const lockTimeout = (ms: number): BatchedStatement => silent(`set local lock_timeout = '${ms}ms'`);

const named = (name: string) => silent(`select set_config('application_name', $1, true)`, [name]);

export interface TransactionTimeouts {
  readonly statementMs: number;
  /** Between two statements. The server ends the connection. */
  readonly idleMs: number;
}

/** For this transaction only: a pooler may give its connection to another process next. */
export const timeoutsOf = ({ statementMs, idleMs }: TransactionTimeouts): BatchedStatement =>
  silent(
    `select set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $2, true)`,
    [`${statementMs}ms`, `${idleMs}ms`],
    'timeouts',
  );

/** Plans are made once a connection, whatever the statements' values, until the transaction ends. */
export const genericPlans = silent('set local plan_cache_mode = force_generic_plan');

/** The commit does not wait for the disk. */
const flushLater = silent('set local synchronous_commit = off');

export const beginInWorkspace = (workspace: WorkspaceId, flush: 'now' | 'later'): BatchedStatement[] => [
  begin,
  setAppRole,
  setWorkspace(workspace),
  ...(flush === 'later' ? [flushLater] : []),
];
/** `reason` stands in pg_stat_activity. */
export const beginAsSystem = (reason: string): BatchedStatement[] => [
  begin,
  silent(`set local role ${systemRole}`),
  named(`system: ${reason}`),
];
/** It waits for no lock for longer than a second. */
export const beginInboxMaintenance: readonly BatchedStatement[] = [
  ...beginAsSystem('maintain inbox'),
  lockTimeout(1_000),
];
export const beginToRead: readonly BatchedStatement[] = [silent('begin read only')];
