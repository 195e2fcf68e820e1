import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { ApiKeyId } from '../../domain/ids.ts';
import type { Scope } from '../transaction/scope.ts';
import { apiKeys as table } from './api-keys-table.ts';
import type { Workspace } from './workspace-directory.ts';
import { workspaces } from './workspaces-table.ts';

export type ApiKey = typeof table.$inferSelect;
export type NewApiKey = Pick<
  typeof table.$inferInsert,
  'name' | 'role' | 'keyHash' | 'keyHint' | 'expiresAt'
>;

const thisHour = sql`date_trunc('hour', now())`;

/** `api_keys`. */
export const apiKeys = ({ orm, workspaceId }: Scope) => {
  const t = table;
  const valid = and(eq(t.workspaceId, workspaceId), isNull(t.revokedAt));
  const live = and(valid, or(isNull(t.expiresAt), gt(t.expiresAt, sql`now()`)));
  return {
    async create(key: NewApiKey): Promise<ApiKey> {
      const [row] = await orm
        .insert(t)
        .values({ ...key, workspaceId })
        .returning();
      return row!;
    },

    /** How many keys are neither revoked nor expired. */
    async countLive(): Promise<number> {
      return await orm.$count(t, live);
    },

    /** Keys that have ended too, newest first; continue with the last one's id as `after`. */
    async list({ limit, after }: { limit: number; after?: ApiKeyId | undefined }): Promise<ApiKey[]> {
      return await orm
        .select()
        .from(t)
        .where(and(eq(t.workspaceId, workspaceId), after && lt(t.id, after)))
        .orderBy(desc(t.id))
        .limit(limit);
    },

    /** The key with this SHA-256 and its workspace, unless the key has ended or the workspace was deleted. */
    async findValid(keyHash: Buffer): Promise<{ key: ApiKey; workspace: Workspace } | undefined> {
      const [row] = await orm
        .select({ key: t, workspace: workspaces })
        .from(t)
        .innerJoin(workspaces, and(eq(workspaces.id, t.workspaceId), isNull(workspaces.deletedAt)))
        .where(and(live, eq(t.keyHash, keyHash)));
      return row;
    },

    /** Notes that the key was used in this hour. */
    async markUsed(id: ApiKeyId): Promise<void> {
      await orm
        .update(t)
        .set({ lastUsedAt: thisHour })
        .where(and(valid, eq(t.id, id), or(isNull(t.lastUsedAt), lt(t.lastUsedAt, thisHour))));
    },

    /** Undefined if there is no such key, or it was revoked before. */
    async revoke(id: ApiKeyId): Promise<ApiKey | undefined> {
      const [row] = await orm
        .update(t)
        .set({ revokedAt: sql`now()` })
        .where(and(valid, eq(t.id, id)))
        .returning();
      return row;
    },

    async revokeAll(): Promise<void> {
      await orm
        .update(t)
        .set({ revokedAt: sql`now()` })
        .where(valid);
    },
  };
};
