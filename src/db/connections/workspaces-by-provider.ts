import { and, asc, eq, gt } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { Transaction } from '../transaction/scope.ts';
import { workspacePaymentConfigs } from './workspace-payment-configs-table.ts';

const t = workspacePaymentConfigs;

/** The columns that may be read across workspaces: never a credential (policies/exceptions.ts). */
const columns = {
  workspaceId: t.workspaceId,
  configId: t.id,
  accountId: t.accountId,
  livemode: t.livemode,
  lastSyncAt: t.lastSyncAt,
  syncStatus: t.syncStatus,
};

/** GetWorkspacesByProvider: over all workspaces. */
export const workspacesByProvider = ({ orm }: Transaction) => ({
  /** Those that are active, by workspace, `limit` at a time; continue with the last one's `workspaceId` as `after`. */
  async list(provider: PaymentProvider, page: { limit: number; after?: WorkspaceId }) {
    return await orm
      .select(columns)
      .from(t)
      .where(
        and(eq(t.providerName, provider), eq(t.isActive, true), page.after && gt(t.workspaceId, page.after)),
      )
      .orderBy(asc(t.workspaceId))
      .limit(page.limit);
  },
});
