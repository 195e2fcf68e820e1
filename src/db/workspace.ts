import type { WorkspaceId } from '../domain/ids.ts';
import { syncSessions } from './queries/sync-sessions.ts';
import type { Transaction } from './run-transaction.ts';
import type { Scope } from './scope.ts';

/**
 * Everything that can be asked of one workspace's data. It holds query modules only: neither the transaction nor the
 * workspace's id can be taken out of it, so a query for another workspace cannot be written.
 */
export function workspaceScope(tx: Transaction, workspaceId: WorkspaceId) {
  const scope: Scope = { ...tx, workspaceId };
  return {
    sessions: syncSessions(scope),
  };
}
export type WorkspaceScope = ReturnType<typeof workspaceScope>;
