import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, providerColumn, workspaceColumn } from './columns.ts';

export const inboxStates = ['stored', 'applied', 'stale', 'ignored', 'quarantined'] as const;
export type InboxState = (typeof inboxStates)[number];

/**
 * Webhook events, stored before they are acknowledged. Partitioned by the day on which the provider made the event:
 * that day is part of the event, so a delivery repeated tomorrow meets the same key, and old days are dropped whole.
 */
export const webhookInbox = pgTable(
  'webhook_inbox',
  {
    workspaceId: workspaceColumn(),
    paymentProvider: providerColumn(),
    eventDay: date('event_day', { mode: 'string' }).notNull(),
    eventId: text('event_id').notNull(),
    eventType: text('event_type').notNull(),
    eventCreatedAt: instant('event_created_at').notNull(),
    apiVersion: text('api_version'),
    objectId: text('object_id'),
    /** The raw body as it was signed. */
    payload: text('payload').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
    state: text('state').notNull().default('stored').$type<InboxState>(),
    stateReason: text('state_reason'),
    stateAt: instant('state_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    sessionId: uuid('session_id'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.paymentProvider, t.eventDay, t.eventId] }),
    index('webhook_inbox_stored')
      .on(t.workspaceId, t.paymentProvider, t.receivedAt)
      .where(sql.raw(`state = 'stored'`)),
    check(
      'webhook_inbox_state',
      sql.raw(`state in ('stored', 'applied', 'stale', 'ignored', 'quarantined')`),
    ),
  ],
);
