import { bigint, date, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import { providerColumn, workspaceColumn } from '../columns.ts';

/** How many of a day's written rows (`payment_sync_counts`) receivers know of, of the last days on which they were told. */
export const toldRows = pgTable(
  'told_rows',
  {
    workspaceId: workspaceColumn(),
    paymentProvider: providerColumn(),
    entityType: text('entity_type').$type<EntityType>().notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    written: bigint('written', { mode: 'number' }).notNull(),
    /** Those of `written` that became tombstones. */
    deleted: bigint('deleted', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.paymentProvider, t.entityType, t.day] })],
);
