import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import { instant, providerColumn } from '../columns.ts';

/**
 * Every mapping that a worker has filled typed columns by, and how far the rows from before have been re-read by it. Over
 * all workspaces: workers compare their own mappings with it.
 */
export const entityMappings = pgTable(
  'entity_mappings',
  {
    paymentProvider: providerColumn(),
    entityType: text('entity_type').$type<EntityType>().notNull(),
    digest: text('digest').notNull(),
    /** The latest of a provider's entity is its current one. */
    currentSince: instant('current_since').notNull().defaultNow(),
    /** When a worker that has this mapping last said so. */
    seenAt: instant('seen_at').notNull().defaultNow(),
    /** The last pass over all rows; null before the first. */
    passBeganAt: instant('pass_began_at'),
    passEndedAt: instant('pass_ended_at'),
    /** Where the pass is: all workspaces before this one, and its rows up to this one, are done. */
    reachedWorkspace: uuid('reached_workspace'),
    reachedRow: uuid('reached_row'),
    /** The worker that works on the pass, and until when the others leave it to that one. */
    holder: uuid('holder'),
    heldUntil: instant('held_until'),
  },
  (t) => [primaryKey({ columns: [t.paymentProvider, t.entityType, t.digest] })],
);
