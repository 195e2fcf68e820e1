import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Scope } from '../transaction/scope.ts';
import type { Quotas } from '../../domain/limits/quotas.ts';
import { workspaces } from './workspaces-table.ts';
import type { Workspace } from './workspace-directory.ts';

export type RequestLimitSettings = Pick<Workspace, 'requestsPerSecond' | 'requestsAtOnce'>;

/** The workspace's own quotas; null: as the operator has it. */
export const ownQuotas = (row: Workspace): Quotas => ({
  readers: row.quotaReaders,
  syncsPerDay: row.quotaSyncsPerDay,
  rows: row.quotaRows,
  storedBytes: row.quotaStoredBytes,
  waitingEvents: row.quotaWaitingEvents,
});

/** The workspace's own row in `workspaces`. */
export const workspaceRecord = ({ orm, workspaceId }: Scope) => {
  const t = workspaces;
  const living = and(eq(t.id, workspaceId), isNull(t.deletedAt));
  const deleted = and(eq(t.id, workspaceId), isNotNull(t.deletedAt), isNull(t.purgedAt));
  return {
    /** Undefined if the workspace does not exist, or was deleted. */
    async get(): Promise<Workspace | undefined> {
      const [row] = await orm.select().from(t).where(living);
      return row;
    },

    /** As `get`, and locks it until this transaction ends. */
    async lock(): Promise<Workspace | undefined> {
      const [row] = await orm.select().from(t).where(living).for('no key update');
      return row;
    },

    /** Sets the limits of its API keys; null: as the operator has it. Undefined if there is no such workspace. */
    async limit(limits: RequestLimitSettings): Promise<Workspace | undefined> {
      const [row] = await orm
        .update(t)
        .set({ ...limits, updatedAt: sql`now()` })
        .where(living)
        .returning();
      return row;
    },

    /** Undefined if there is no such workspace. */
    async setQuotas(quotas: Quotas): Promise<Workspace | undefined> {
      const [row] = await orm
        .update(t)
        .set({
          quotaReaders: quotas.readers,
          quotaSyncsPerDay: quotas.syncsPerDay,
          quotaRows: quotas.rows,
          quotaStoredBytes: quotas.storedBytes,
          quotaWaitingEvents: quotas.waitingEvents,
          updatedAt: sql`now()`,
        })
        .where(living)
        .returning();
      return row;
    },

    /** Whether it was deleted or not. */
    async getAny(): Promise<Workspace | undefined> {
      const [row] = await orm.select().from(t).where(eq(t.id, workspaceId));
      return row;
    },

    /** A deleted workspace that still has rows; undefined if there is none. */
    async getDeleted(): Promise<Workspace | undefined> {
      const [row] = await orm.select().from(t).where(deleted);
      return row;
    },

    /** Records that nothing acts for the deleted workspace any more. */
    async recordEnd(): Promise<void> {
      await orm
        .update(t)
        .set({ endedAt: sql`coalesce(${t.endedAt}, now())`, updatedAt: sql`now()` })
        .where(deleted);
    },

    /** Records that the deleted workspace has no rows any more, and forgets its name. False if it was recorded before. */
    async recordPurge(): Promise<boolean> {
      const { rowCount } = await orm
        .update(t)
        .set({ name: '', purgedAt: sql`now()`, updatedAt: sql`now()` })
        .where(deleted);
      return (rowCount ?? 0) > 0;
    },

    /** Hides the workspace; its rows stay. False if there was none to delete. */
    async delete(): Promise<boolean> {
      const { rowCount } = await orm
        .update(t)
        .set({ deletedAt: sql`now()`, updatedAt: sql`now()` })
        .where(living);
      return (rowCount ?? 0) > 0;
    },
  };
};
