import { sql } from 'drizzle-orm';
import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../../domain/ids.ts';

/** A merchant of the platform: the tenant itself. */
export const workspaces = pgTable('workspaces', {
  id: uuid('id')
    .$type<WorkspaceId>()
    .primaryKey()
    .default(sql`payment_sync_uuid()`),
  name: text('name').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  deletedAt: timestamp('deleted_at', { withTimezone: true }),
});
