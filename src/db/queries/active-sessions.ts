import { and, asc, inArray, lt } from 'drizzle-orm';
import type { Transaction } from '../run-transaction.ts';
import { paymentSyncSessions } from '../tables/payment-sync-sessions.ts';

export interface ActiveSession {
  readonly workspaceId: typeof paymentSyncSessions.$inferSelect.workspaceId;
  readonly id: typeof paymentSyncSessions.$inferSelect.id;
  readonly workflowId: string;
  readonly runId: string;
}

/** Sessions that say they are worked on, over all workspaces. */
export const activeSessions = ({ orm }: Transaction) => ({
  /** The oldest `limit` that were last touched before `before`. */
  async untouchedSince(before: Date, limit: number): Promise<ActiveSession[]> {
    const { workspaceId, id, workflowId, runId, status, updatedAt } = paymentSyncSessions;
    return await orm
      .select({ workspaceId, id, workflowId, runId })
      .from(paymentSyncSessions)
      .where(and(inArray(status, ['pending', 'running']), lt(updatedAt, before)))
      .orderBy(asc(updatedAt))
      .limit(limit);
  },
});
