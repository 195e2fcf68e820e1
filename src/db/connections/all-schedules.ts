import { asc, sql } from 'drizzle-orm';
import type { Connection } from '../../domain/connection.ts';
import type { Transaction } from '../transaction/scope.ts';
import { syncSchedules } from './sync-schedules-table.ts';
import type { StoredSchedule } from './sync-schedules.ts';

const t = syncSchedules;

/** Schedules over all workspaces, for comparing them with Temporal's. */
export const allSchedules = ({ orm }: Transaction) => ({
  /** By workspace and provider, `limit` at a time; continue with the last one as `after`. */
  async list(page: { limit: number; after?: Connection | undefined }): Promise<StoredSchedule[]> {
    const { after } = page;
    return await orm
      .select()
      .from(t)
      .where(after && sql`(${t.workspaceId}, ${t.provider}) > (${after.workspaceId}, ${after.provider})`)
      .orderBy(asc(t.workspaceId), asc(t.provider))
      .limit(page.limit);
  },
});
