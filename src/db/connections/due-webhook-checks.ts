import { and, asc, lte, sql } from 'drizzle-orm';
import type { Connection } from '../../domain/connection.ts';
import type { Transaction } from '../transaction/scope.ts';
import { workspacePaymentConfigs as t } from './workspace-payment-configs-table.ts';

/** Over all workspaces: the active connections whose webhook endpoint has to be checked. */
export const dueWebhookChecks = ({ orm }: Transaction) => ({
  /** Those that wait longest, `limit` at most. */
  async list(limit: number): Promise<Connection[]> {
    return await orm
      .select({ workspaceId: t.workspaceId, provider: t.providerName })
      .from(t)
      .where(and(t.isActive, lte(t.webhookCheckDueAt, sql`now()`)))
      .orderBy(asc(t.webhookCheckDueAt))
      .limit(limit);
  },
});
