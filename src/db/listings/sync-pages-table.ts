import { bigint, foreignKey, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, workspaceColumn } from '../columns.ts';
import { syncWindows } from './sync-windows-table.ts';

/**
 * The pages of the last listing. If the next one reads the same bytes and the rows are as that listing left them, the page
 * has nothing new: it is neither parsed nor written.
 */
export const syncPages = pgTable(
  'sync_pages',
  {
    workspaceId: workspaceColumn(),
    windowId: uuid('window_id').notNull(),
    /** Its place in the window, from 0. */
    page: integer('page').notNull(),
    /** SHA-256 of the answer's body. */
    bodyDigest: bytea('body_digest').notNull(),
    objects: integer('objects').notNull(),
    /** The provider's cursor of the page that follows; null: none follows. */
    nextCursor: text('next_cursor'),
    /** `created` (Unix seconds) of its first object and of its last; null if it is empty. */
    firstCreated: bigint('first_created', { mode: 'number' }),
    lastCreated: bigint('last_created', { mode: 'number' }),
    /** Its ids in the second in which it ends. */
    lastIds: text('last_ids').array().notNull(),
    /** Of the rows of its objects, and of no others: it does not matter which pages stand beside it. */
    rowsDigest: uuid('rows_digest').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.windowId, t.page] }),
    foreignKey({
      columns: [t.workspaceId, t.windowId],
      foreignColumns: [syncWindows.workspaceId, syncWindows.id],
    }).onDelete('cascade'),
  ],
);
