import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { instant, providerColumn, workspaceColumn } from '../columns.ts';

export const inboxStates = ['stored', 'applied', 'stale', 'ignored', 'quarantined'] as const;
export type InboxState = (typeof inboxStates)[number];

/**
 * Webhook events, stored before they are acknowledged. Partitioned by the day on which the provider made the event:
 * that day is part of the event, so a delivery repeated tomorrow meets the same key, and old days are dropped whole
 * (src/db/inbox/partitions.ts).
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
    /** To the millisecond, as in a `Date`: a list's next page starts after a row's value. */
    receivedAt: timestamp('received_at', { withTimezone: true, mode: 'date', precision: 3 })
      .notNull()
      .defaultNow(),
    state: text('state').notNull().default('stored').$type<InboxState>(),
    stateReason: text('state_reason'),
    stateAt: instant('state_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    sessionId: uuid('session_id'),
  },
  (t) => [
    // The id before the rest: get and replay know nothing but an event's id.
    primaryKey({ columns: [t.workspaceId, t.eventId, t.paymentProvider, t.eventDay] }),
    // take, giveUp
    index('webhook_inbox_stored')
      .on(t.workspaceId, t.paymentProvider, t.receivedAt)
      .where(sql.raw(`state = 'stored'`)),
    // list, which sorts the few of one instant by itself: every event pays for this index twice. The condition is always
    // true: only a query that repeats it uses the index. Others would be planned to read a whole workspace by it, which
    // looks cheap because workspaces have no statistics (policies/table-settings.ts).
    index('webhook_inbox_by_received')
      .on(t.workspaceId, t.receivedAt)
      .where(sql.raw(`received_at > '-infinity'`)),
    // list of quarantined events, few among many
    index('webhook_inbox_quarantined')
      .on(t.workspaceId, t.receivedAt)
      .where(sql.raw(`state = 'quarantined'`)),
    check(
      'webhook_inbox_state',
      sql.raw(`state in ('stored', 'applied', 'stale', 'ignored', 'quarantined')`),
    ),
  ],
);
