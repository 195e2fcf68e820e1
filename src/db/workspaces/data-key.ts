import { and, asc, eq, gt, ne, sql } from 'drizzle-orm';
import { platformScope, type WorkspaceId } from '../../domain/ids.ts';
import type { Scope, Transaction } from '../transaction/scope.ts';
import { workspaceDataKeys } from './workspace-data-keys-table.ts';
import { workspaces } from './workspaces-table.ts';

const t = workspaceDataKeys;

/** As the KMS wrapped it. */
export type StoredDataKey = Pick<typeof t.$inferSelect, 'wrapped' | 'wrappedBy'>;

const columns = { wrapped: t.wrapped, wrappedBy: t.wrappedBy };

/** The workspace's wrapped data key. */
export const dataKey = ({ orm, workspaceId }: Scope) => {
  const own = eq(t.workspaceId, workspaceId);
  const get = async (): Promise<StoredDataKey | undefined> => {
    const [row] = await orm.select(columns).from(t).where(own);
    return row;
  };
  return {
    get,

    /** Keeps the first, and resolves to the one that is kept; undefined if the workspace was deleted. */
    async add(key: StoredDataKey): Promise<StoredDataKey | undefined> {
      if (workspaceId !== platformScope) {
        // Locked, so that none is made after a deletion has destroyed it.
        const [living] = await orm
          .select({ deletedAt: workspaces.deletedAt })
          .from(workspaces)
          .where(eq(workspaces.id, workspaceId))
          .for('share');
        if (living === undefined || living.deletedAt !== null) return undefined;
      }
      await orm
        .insert(t)
        .values({ ...key, workspaceId })
        .onConflictDoNothing();
      return await get();
    },

    /** False if it is not the one that was wrapped anew any more. */
    async replace(before: StoredDataKey, after: StoredDataKey): Promise<boolean> {
      const { rowCount } = await orm
        .update(t)
        .set({ ...after, updatedAt: sql`now()` })
        .where(and(own, eq(t.wrapped, before.wrapped)));
      return (rowCount ?? 0) > 0;
    },

    /** False if there was none. */
    async destroy(): Promise<boolean> {
      const { rowCount } = await orm.delete(t).where(own);
      return (rowCount ?? 0) > 0;
    },
  };
};

/** Which master keys wrapped the data keys, over all workspaces: never a key itself. */
export const wrappedDataKeys = ({ orm }: Transaction) => ({
  /** How many each wrapped, by its id. */
  async byMasterKey(): Promise<Map<string, number>> {
    const rows = await orm
      .select({ key: t.wrappedBy, dataKeys: sql<number>`count(*)::int` })
      .from(t)
      .groupBy(t.wrappedBy)
      .orderBy(asc(t.wrappedBy));
    return new Map(rows.map(({ key, dataKeys }) => [key, dataKeys]));
  },

  /** Workspaces whose key another one wrapped, `limit` at a time; continue with the last one as `after`. */
  async notWrappedBy(
    masterKey: string,
    { limit, after }: { limit: number; after?: WorkspaceId | undefined },
  ): Promise<WorkspaceId[]> {
    const rows = await orm
      .select({ id: t.workspaceId })
      .from(t)
      .where(and(ne(t.wrappedBy, masterKey), after && gt(t.workspaceId, after)))
      .orderBy(asc(t.workspaceId))
      .limit(limit);
    return rows.map(({ id }) => id);
  },
});
