import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant, providerColumn, workspaceColumn } from '../columns.ts';

/** Which drain holds a workspace's webhook inbox, whether a wake-up was sent, and since when an event waits. */
export const syncInboxes = pgTable(
  'sync_inboxes',
  {
    workspaceId: workspaceColumn(),
    paymentProvider: providerColumn(),
    holder: uuid('holder'),
    heldUntil: instant('held_until'),
    /** A wake was sent and may still be on its way: no second one until then. */
    wakeUntil: instant('wake_until'),
    /** Since when a stored event has waited for a drain. */
    pendingSince: instant('pending_since'),
    /** Changes with each stored event: a worker compares it for all inboxes that it drains, in one query. */
    storedAt: instant('stored_at'),
    /** All events of the provider's up to here have been read from its list. */
    eventsReadUntil: instant('events_read_until'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.paymentProvider] }),
    // The sweep's search, over all workspaces, for inboxes whose wake-up was lost
    index('sync_inboxes_pending')
      .on(t.pendingSince)
      .where(sql`${t.pendingSince} is not null`),
  ],
);
