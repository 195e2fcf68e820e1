import type { WorkspaceId } from '../../domain/ids.ts';
import type { Transaction } from './run-transaction.ts';

/** What a query module is made from: a transaction that is bound to one workspace. Never handed out of `src/db`. */
export interface Scope extends Transaction {
  readonly workspaceId: WorkspaceId;
}
