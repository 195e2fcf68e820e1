import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, createdAt } from '../columns.ts';
import { ownerColumn } from '../notifications/receivers-table.ts';

/** Requests that named themselves by an `Idempotency-Key`, so that a repeated one gets the first one's answer. */
export const idempotentRequests = pgTable(
  'idempotent_requests',
  {
    workspaceId: ownerColumn(),
    /** Who sent it, as the audit log names it: two callers may use one key. */
    actor: text('actor').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** SHA-256 of method, path and body. */
    requestHash: bytea('request_hash').notNull(),
    /** Sealed, because an answer may show a new API key. Null while the request is being answered. */
    answerEncrypted: bytea('answer_encrypted'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.actor, t.idempotencyKey] }),
    index('idempotent_requests_by_age').on(t.workspaceId, t.createdAt),
  ],
);
