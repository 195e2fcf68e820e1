import type { WorkspaceId } from '../../domain/ids.ts';
import { appRole, systemRole } from '../roles.ts';
import type { BatchedStatement } from './statement-batch.ts';

/** Postgres keeps 63 characters of a name, and one text by it on a connection. */
const silent = (text: string, values: readonly string[] = [], name = text): BatchedStatement => ({
  name,
  text,
  values,
  silent: true,
});

export const begin = silent('begin');
export const commit = silent('commit');

/** Postgres's settings by their names. */
export type Settings = Readonly<Record<string, string>>;

/** Sets all of them until the transaction ends: in one statement, since each costs as much as a small query. */
const settings = (name: string, of: Settings): BatchedStatement =>
  silent(
    `select ${Object.keys(of)
      .map((setting, i) => `set_config('${setting}', $${i + 1}, true)`)
      .join(', ')}`,
    Object.values(of),
    name,
  );

/** The rights of a workspace's queries, and no others. */
const asApp: Settings = { role: appRole };
/** Names the workspace to row-level security. */
const ofWorkspace = (workspace: WorkspaceId): Settings => ({ 'app.workspace_id': workspace });
/** `reason` stands in pg_stat_activity. */
const asSystem = (reason: string): Settings => ({
  role: systemRole,
  application_name: `system: ${reason}`,
});

export interface TransactionTimeouts {
  readonly statementMs: number;
  /** Between two statements. The server ends the connection. */
  readonly idleMs: number;
}

export const timeoutsOf = ({ statementMs, idleMs }: TransactionTimeouts): Settings => ({
  statement_timeout: `${statementMs}ms`,
  idle_in_transaction_session_timeout: `${idleMs}ms`,
});

/** Plans are made once a connection, whatever the statements' values. */
export const genericPlans: Settings = { plan_cache_mode: 'force_generic_plan' };

/** The commit does not wait for the disk. */
const flushLater: Settings = { synchronous_commit: 'off' };

/** `more`: the same in all transactions of a connection. */
export const beginInWorkspace = (
  workspace: WorkspaceId,
  flush: 'now' | 'later',
  more: Settings,
): readonly BatchedStatement[] => [
  begin,
  settings(`in workspace, flush ${flush}`, {
    ...asApp,
    ...ofWorkspace(workspace),
    ...(flush === 'later' && flushLater),
    ...more,
  }),
];
export const beginAsSystem = (reason: string, more: Settings = {}): readonly BatchedStatement[] => [
  begin,
  settings('as system', { ...asSystem(reason), ...more }),
];
/** It waits for no lock for longer than a second. */
export const beginInboxMaintenance: readonly BatchedStatement[] = [
  begin,
  settings('inbox maintenance', { ...asSystem('maintain inbox'), lock_timeout: '1s' }),
];
export const beginToRead: readonly BatchedStatement[] = [silent('begin read only')];

/**
 * Begins a transaction that workspaces share. Waiting for a lock delays all of them, and all who queue behind it: so a
 * statement gives up after `lockTimeoutMs`, if given. `more` as above.
 */
export const beginShared = (
  lockTimeoutMs: number | undefined,
  more: Settings,
): readonly BatchedStatement[] => [
  begin,
  lockTimeoutMs === undefined
    ? settings('shared', { ...asApp, ...more })
    : settings('shared, bounded', { ...asApp, lock_timeout: `${lockTimeoutMs}ms`, ...more }),
];
/** The workspace of the statements that follow, up to the next one's. */
export const setWorkspace = (workspace: WorkspaceId): BatchedStatement =>
  settings('workspace', ofWorkspace(workspace));
