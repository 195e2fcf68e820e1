import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../../domain/ids.ts';
import { bytea, createdAt, updatedAt } from '../columns.ts';

/** The key that seals a workspace's credentials and secrets, wrapped by a master key (security/kms). */
export const workspaceDataKeys = pgTable(
  'workspace_data_keys',
  {
    /** No foreign key: the platform's own is under `platformScope`. */
    workspaceId: uuid('workspace_id').$type<WorkspaceId>().notNull(),
    wrapped: bytea('wrapped').notNull(),
    /** The master key's id. */
    wrappedBy: text('wrapped_by').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId] }),
    // What is left under each key, and the next batch of a rotation
    index('workspace_data_keys_wrapped_by').on(t.wrappedBy, t.workspaceId),
  ],
);
