import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { SessionId } from '../../domain/ids.ts';
import { instant, providerColumn, updatedAt, workspaceColumn } from '../columns.ts';

/** How far a workspace's copy of one entity has come. */
export const syncCursors = pgTable(
  'sync_cursors',
  {
    workspaceId: workspaceColumn(),
    paymentProvider: providerColumn(),
    entityType: text('entity_type').$type<EntityType>().notNull(),
    /** The listing in progress (its windows carry the same id), or the last one. */
    listingId: uuid('listing_id').notNull(),
    /** The session that works on the listing, or has taken it over as it was. */
    listingSessionId: uuid('listing_session_id').$type<SessionId>().notNull(),
    /** Every row that the listing shows is at least this fresh. */
    listingStartedAt: instant('listing_started_at').notNull(),
    /** Null while windows are open. */
    listingFinishedAt: instant('listing_finished_at'),
    /** Bounds of the last complete listing: all rows not written since looked so in between. */
    verifiedFrom: instant('verified_from'),
    verifiedTo: instant('verified_to'),
    /** How many pages it would have had in one window, at least. */
    verifiedPages: integer('verified_pages'),
    /** When the connection stopped copying the entity, or began to again: then it has to be listed anew. */
    leftAt: instant('left_at'),
    updatedAt: updatedAt(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.paymentProvider, t.entityType] })],
);
