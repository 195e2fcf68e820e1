import { and, asc, eq, gt, isNull } from 'drizzle-orm';
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

  /** Ids of all workspaces, deleted ones too, in the same order: retention applies to their rows as well. */
  async everyId(page: { limit: number; after?: WorkspaceId | undefined }): Promise<WorkspaceId[]> {
    const rows = await orm
      .select({ id: workspaces.id })
      .from(workspaces)
      .where(page.after && gt(workspaces.id, page.after))
      .orderBy(asc(workspaces.id))
      .limit(page.limit);
    return rows.map(({ id }) => id);
  },
});
