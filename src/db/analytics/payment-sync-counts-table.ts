import { sql } from 'drizzle-orm';
import { bigint, boolean, date, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { SyncStatus } from '../../domain/row-state.ts';
import { providerColumn, workspaceColumn } from '../columns.ts';

/**
 * How many rows an entity's table has and how many were written on which day (UTC), by sums over these rows. Triggers
 * (drizzle/0000_functions.sql) add one for each kind of row that a statement touched, so no two writers wait for each other; folding
 * replaces the rows of one kind by their sum.
 */
export const paymentSyncCounts = pgTable(
  'payment_sync_counts',
  {
    workspaceId: workspaceColumn(),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    paymentProvider: providerColumn(),
    entityType: text('entity_type').$type<EntityType>().notNull(),
    day: date('day', { mode: 'string' })
      .notNull()
      .default(sql`(now() at time zone 'utc')::date`),
    paymentSyncStatus: text('payment_sync_status').$type<SyncStatus>().notNull(),
    /** Whether this row counts tombstones. */
    deleted: boolean('deleted').notNull(),
    /** How many rows became of this kind, less those that no longer are. */
    rows: bigint('rows', { mode: 'number' }).notNull(),
    /** How many inserts and updates made rows of this kind. */
    written: bigint('written', { mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // Analytics over all workspaces: counts are stored in the order of their days
    index('payment_sync_counts_by_day').using('brin', t.day),
    // Metrics, over all workspaces: few among many
    index('payment_sync_counts_conflicts')
      .on(t.paymentProvider, t.entityType)
      .where(sql.raw(`payment_sync_status = 'conflict'`)),
  ],
);
