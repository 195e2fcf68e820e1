import { and, asc, eq, gt, isNotNull, isNull, lt, lte, or } from 'drizzle-orm';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { Transaction } from '../transaction/scope.ts';
import { workspaces } from './workspaces-table.ts';

export type Workspace = typeof workspaces.$inferSelect;

/** The platform's list of workspaces. */
export const workspaceDirectory = ({ orm }: Transaction) => ({
  async create(name: string): Promise<Workspace> {
    const [row] = await orm.insert(workspaces).values({ name }).returning();
    return row!;
  },

  /** The workspace that this key has made, now or earlier. */
  async createOnce(name: string, idempotencyKey: string): Promise<{ row: Workspace; isNew: boolean }> {
    const [made] = await orm
      .insert(workspaces)
      .values({ name, idempotencyKey })
      .onConflictDoNothing({ target: workspaces.idempotencyKey })
      .returning();
    if (made !== undefined) return { row: made, isNew: true };
    const [earlier] = await orm
      .select()
      .from(workspaces)
      .where(eq(workspaces.idempotencyKey, idempotencyKey));
    return { row: earlier!, isNew: false };
  },

  /** By id (which is by age), `limit` at a time; continue with the last one's id as `after`. */
  async list(page: { limit: number; after?: WorkspaceId }): Promise<Workspace[]> {
    return await orm
      .select()
      .from(workspaces)
      .where(and(isNull(workspaces.deletedAt), page.after && gt(workspaces.id, page.after)))
      .orderBy(asc(workspaces.id))
      .limit(page.limit);
  },

  /**
   * Deleted workspaces for which something is still to be done, the longest deleted first: to end what acts for them, which
   * the deletion itself does unless its process dies, or to purge their rows.
   */
  async deletionsDue(
    before: { readonly end: Date; readonly purge: Date },
    limit: number,
  ): Promise<WorkspaceId[]> {
    const rows = await orm
      .select({ id: workspaces.id })
      .from(workspaces)
      .where(
        and(
          isNotNull(workspaces.deletedAt),
          isNull(workspaces.purgedAt),
          or(
            and(isNull(workspaces.endedAt), lt(workspaces.deletedAt, before.end)),
            lte(workspaces.deletedAt, before.purge),
          ),
        ),
      )
      .orderBy(asc(workspaces.deletedAt))
      .limit(limit);
    return rows.map(({ id }) => id);
  },

  /** Ids of all workspaces that have rows, deleted ones too, in the same order: retention applies to their rows as well. */
  async everyId(page: { limit: number; after?: WorkspaceId | undefined }): Promise<WorkspaceId[]> {
    const rows = await orm
      .select({ id: workspaces.id })
      .from(workspaces)
      .where(and(isNull(workspaces.purgedAt), page.after && gt(workspaces.id, page.after)))
      .orderBy(asc(workspaces.id))
      .limit(page.limit);
    return rows.map(({ id }) => id);
  },
});
