import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import { providerColumn, workspaceColumn } from '../columns.ts';

/**
 * Ids that a listing under way has shown, a row a page. The pages of a sequential one cover no range of `created`, so only its
 * end tells which rows it lacks. Of any other these are a second's that has too many objects for the window's own
 * `cursor_ids`, and `listing_id` is the window's id.
 */
export const syncListedIds = pgTable(
  'sync_listed_ids',
  {
    workspaceId: workspaceColumn(),
    paymentProvider: providerColumn(),
    entityType: text('entity_type').$type<EntityType>().notNull(),
    listingId: uuid('listing_id').notNull(),
    /** Its place in the listing or window, from 0. */
    page: integer('page').notNull(),
    externalIds: text('external_ids').array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.paymentProvider, t.entityType, t.listingId, t.page] })],
);
