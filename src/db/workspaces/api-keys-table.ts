import { sql } from 'drizzle-orm';
import { check, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { ApiKeyId } from '../../domain/ids.ts';
import type { Role } from '../../domain/role.ts';
import { bytea, createdAt, instant, newId, workspaceColumn } from '../columns.ts';

/** A workspace's API keys. Only the SHA-256 of a key is kept. */
export const apiKeys = pgTable(
  'api_keys',
  {
    workspaceId: workspaceColumn(),
    id: uuid('id').$type<ApiKeyId>().notNull().default(newId),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    keyHash: bytea('key_hash').notNull(),
    keyHint: text('key_hint').notNull(),
    createdAt: createdAt(),
    /** Null: it does not expire. */
    expiresAt: instant('expires_at'),
    /** To the hour. */
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique('api_keys_hash').on(t.workspaceId, t.keyHash),
    check('api_keys_role', sql`${t.role} in ('viewer', 'operator', 'owner')`),
  ],
);
