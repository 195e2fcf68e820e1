import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import { instant, providerColumn, workspaceColumn } from '../columns.ts';

/** Why one object has to be fetched: a listing lacks it, or its snapshots cannot be ordered. */
export const recheckReasons = ['missing', 'unordered'] as const;
export type RecheckReason = (typeof recheckReasons)[number];

/** Objects to be fetched one by one, coalesced: at most one row an object however often it is asked for. */
export const syncRechecks = pgTable(
  'sync_rechecks',
  {
    workspaceId: workspaceColumn(),
    paymentProvider: providerColumn(),
    entityType: text('entity_type').$type<EntityType>().notNull(),
    externalId: text('external_id').notNull(),
    reason: text('reason').$type<RecheckReason>().notNull(),
    requestedAt: instant('requested_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.paymentProvider, t.entityType, t.externalId] }),
    index('sync_rechecks_by_age').on(t.workspaceId, t.paymentProvider, t.requestedAt),
  ],
);
