import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import { instant, newId, providerColumn, updatedAt, workspaceColumn } from '../columns.ts';

/**
 * The checkpoints of a listing: windows of the objects' `created` that together cover an account. A window's cursor
 * moves in the transaction that writes the page's rows, so that a killed process costs at most the pages in flight.
 */
export const syncWindows = pgTable(
  'sync_windows',
  {
    workspaceId: workspaceColumn(),
    id: uuid('id').notNull().default(newId),
    paymentProvider: providerColumn(),
    entityType: text('entity_type').$type<EntityType>().notNull(),
    listingId: uuid('listing_id').notNull(),
    /** Unix seconds; null: no bound. */
    createdGte: bigint('created_gte', { mode: 'number' }),
    createdLt: bigint('created_lt', { mode: 'number' }),
    /** The provider's cursor behind the last page that was written, and `created` of its last object; null before the first page. */
    cursor: text('cursor'),
    cursorCreated: bigint('cursor_created', { mode: 'number' }),
    /** Ids of the second `cursor_created` that were on pages up to the cursor, the first of them; the next page may show the rest of it. */
    cursorIds: text('cursor_ids').array().notNull().default([]),
    pages: integer('pages').notNull().default(0),
    listed: integer('listed').notNull().default(0),
    written: integer('written').notNull().default(0),
    /** Who pulls the window; a page written under another claim is refused. */
    claim: uuid('claim'),
    closedAt: instant('closed_at'),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('sync_windows_by_listing').on(t.workspaceId, t.paymentProvider, t.entityType, t.listingId),
  ],
);
