import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant, providerColumn, workspaceColumn } from '../columns.ts';

/** Who drains a workspace's webhook inbox, whether somebody has been asked to, and since when something waits. */
export const syncInboxes = pgTable(
  'sync_inboxes',
  {
    workspaceId: workspaceColumn(),
    paymentProvider: providerColumn(),
    holder: uuid('holder'),
    heldUntil: instant('held_until'),
    /** A wake was sent and may still be on its way: no second one until then. */
    wakeUntil: instant('wake_until'),
    /** Since when something is stored that nobody has drained. */
    pendingSince: instant('pending_since'),
    /** Changes whenever something is stored: by it a worker sees, for all inboxes that it drains at once, which to look into. */
    storedAt: instant('stored_at'),
    /** All events of the provider's up to here have been read from its list. */
    eventsReadUntil: instant('events_read_until'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.paymentProvider] }),
    // The sweep over all workspaces for what a crash left
    index('sync_inboxes_pending')
      .on(t.pendingSince)
      .where(sql`${t.pendingSince} is not null`),
  ],
);
