import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { ApiKeyId } from '../../domain/ids.ts';
import type { Scope } from '../transaction/scope.ts';
import { apiKeys as table } from './api-keys-table.ts';

export type ApiKey = typeof table.$inferSelect;
export type NewApiKey = Pick<typeof table.$inferInsert, 'name' | 'role' | 'keyHash' | 'keyHint'>;

/** `api_keys`. */
export const apiKeys = ({ orm, workspaceId }: Scope) => {
  const t = table;
  const valid = and(eq(t.workspaceId, workspaceId), isNull(t.revokedAt));
  return {
    async create(key: NewApiKey): Promise<ApiKey> {
      const [row] = await orm
        .insert(t)
        .values({ ...key, workspaceId })
        .returning();
      return row!;
    },

    /** Every key that was ever made, newest first. */
    async list(): Promise<ApiKey[]> {
      return await orm.select().from(t).where(eq(t.workspaceId, workspaceId)).orderBy(desc(t.id));
    },

    /** The key with this SHA-256, unless it was revoked. */
    async findValid(keyHash: Buffer): Promise<ApiKey | undefined> {
      const [row] = await orm
        .select()
        .from(t)
        .where(and(valid, eq(t.keyHash, keyHash)));
      return row;
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
