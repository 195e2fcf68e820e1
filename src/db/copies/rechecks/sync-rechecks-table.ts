import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../../domain/entities/entities.ts';
import type { SyncErrorCode } from '../../../domain/sync-error.ts';
import { instant, providerColumn, workspaceColumn } from '../../columns.ts';

/**
 * Why one object has to be fetched: a listing lacks it, its snapshots cannot be ordered, or another object names it and it
 * has no row. `below`: the id is one of another entity, and all that is below that object has to be read.
 */
export const recheckReasons = ['missing', 'unordered', 'named', 'below'] as const;
export type RecheckReason = (typeof recheckReasons)[number];

/** Why an object's fetch failed for a reason of its own. */
export interface RecheckProblem {
  readonly code: SyncErrorCode;
  readonly message: string;
}

/**
 * Objects to be fetched one by one, coalesced: at most one row an object however often it is asked for. One that is there
 * although no list shows it, and one whose fetch fails, keep their row and are due later.
 */
export const syncRechecks = pgTable(
  'sync_rechecks',
  {
    workspaceId: workspaceColumn(),
    paymentProvider: providerColumn(),
    entityType: text('entity_type').$type<EntityType>().notNull(),
    externalId: text('external_id').notNull(),
    reason: text('reason').$type<RecheckReason>().notNull(),
    requestedAt: instant('requested_at').notNull().defaultNow(),
    dueAt: instant('due_at').notNull().defaultNow(),
    /** Fetches in a row that failed, and how the last one did. */
    attempts: integer('attempts').notNull().default(0),
    problem: jsonb('problem').$type<RecheckProblem>(),
    /** A fetch found it there although no list shows it. */
    unlistedAt: instant('unlisted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.paymentProvider, t.entityType, t.externalId] }),
    index('sync_rechecks_by_due').on(t.workspaceId, t.paymentProvider, t.dueAt),
  ],
);
