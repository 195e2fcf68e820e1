import { bigint, jsonb, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../../domain/entities/entities.ts';
import { providerColumn, workspaceColumn } from '../../columns.ts';

/**
 * What pages of a listing have named, a row a page. Most of it comes with its own listing, so that it is looked through
 * once, after the listings have ended: each object without a row becomes a recheck.
 */
export const syncNames = pgTable(
  'sync_names',
  {
    workspaceId: workspaceColumn(),
    paymentProvider: providerColumn(),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity(),
    /** Ids by entity. */
    named: jsonb('named').$type<Partial<Record<EntityType, readonly string[]>>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.paymentProvider, t.id] })],
);
