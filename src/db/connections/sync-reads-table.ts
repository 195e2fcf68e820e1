import { bigint, date, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { providerColumn, workspaceColumn } from '../columns.ts';

/** How many requests were sent to a workspace's account, day by day (UTC): a provider budgets reads. */
export const syncReads = pgTable(
  'sync_reads',
  {
    workspaceId: workspaceColumn(),
    paymentProvider: providerColumn(),
    day: date('day', { mode: 'string' }).notNull(),
    requests: bigint('requests', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.paymentProvider, t.day] })],
);
