import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../../domain/ids.ts';

/** A merchant of the platform: the tenant itself. */
export const workspaces = pgTable(
  'workspaces',
  {
    id: uuid('id')
      .$type<WorkspaceId>()
      .primaryKey()
      .default(sql`payment_sync_uuid()`),
    name: text('name').notNull(),
    /** Of each API key of the workspace; null: as the operator has it. */
    requestsPerSecond: integer('requests_per_second'),
    requestsAtOnce: integer('requests_at_once'),
    /** The `Idempotency-Key` by which it was made: the same one makes no other. */
    idempotencyKey: text('idempotency_key').unique(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (t) => [
    check('workspaces_requests_per_second', sql`${t.requestsPerSecond} > 0`),
    check('workspaces_requests_at_once', sql`${t.requestsAtOnce} > 0`),
  ],
);
