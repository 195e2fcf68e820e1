import { asc, sql } from 'drizzle-orm';
import type { PaymentProvider } from '../../domain/entity.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { Transaction } from '../transaction/run-transaction.ts';
import { syncSchedules } from './sync-schedules-table.ts';
import type { StoredSchedule } from './sync-schedules.ts';

export interface ScheduleOwner {
  readonly workspaceId: WorkspaceId;
  readonly paymentProvider: PaymentProvider;
}

const t = syncSchedules;

/** Schedules over all workspaces, for comparing them with Temporal's. */
export const allSchedules = ({ orm }: Transaction) => ({
  /** By workspace and provider, `limit` at a time; continue with the last one as `after`. */
  async list(page: { limit: number; after?: ScheduleOwner | undefined }): Promise<StoredSchedule[]> {
    const { after } = page;
    return await orm
      .select()
      .from(t)
      .where(
        after &&
          sql`(${t.workspaceId}, ${t.paymentProvider}) > (${after.workspaceId}, ${after.paymentProvider})`,
      )
      .orderBy(asc(t.workspaceId), asc(t.paymentProvider))
      .limit(page.limit);
  },
});
