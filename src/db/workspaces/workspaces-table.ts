import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
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
    /** Null: as the operator has it (domain/limits/quotas.ts). */
    quotaReaders: integer('quota_readers'),
    quotaSyncsPerDay: integer('quota_syncs_per_day'),
    quotaRows: bigint('quota_rows', { mode: 'number' }),
    quotaStoredBytes: bigint('quota_stored_bytes', { mode: 'number' }),
    quotaWaitingEvents: bigint('quota_waiting_events', { mode: 'number' }),
    /** The `Idempotency-Key` by which it was made: the same one makes no other. */
    idempotencyKey: text('idempotency_key').unique(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
    /** Of a deleted one: when all that acts for it had ended, and when its rows were gone. */
    endedAt: timestamp('ended_at', { withTimezone: true }),
    purgedAt: timestamp('purged_at', { withTimezone: true }),
  },
  (t) => [
    index('workspaces_not_purged')
      .on(t.deletedAt)
      .where(sql`${t.deletedAt} is not null and ${t.purgedAt} is null`),
    check('workspaces_requests_per_second', sql`${t.requestsPerSecond} > 0`),
    check('workspaces_requests_at_once', sql`${t.requestsAtOnce} > 0`),
    check(
      'workspaces_quotas',
      sql`least(${t.quotaReaders}, ${t.quotaSyncsPerDay}, ${t.quotaRows}, ${t.quotaStoredBytes}, ${t.quotaWaitingEvents}) > 0`,
    ),
  ],
);
