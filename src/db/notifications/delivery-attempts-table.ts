import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ReceiverId } from '../../domain/ids.ts';
import { instant, newId } from '../columns.ts';
import { deliveries } from './deliveries-table.ts';
import { ownerColumn } from './receivers-table.ts';

/** The log of requests to receivers. */
export const deliveryAttempts = pgTable(
  'delivery_attempts',
  {
    workspaceId: ownerColumn(),
    id: uuid('id').notNull().default(newId),
    receiverId: uuid('receiver_id').$type<ReceiverId>().notNull(),
    deliveryId: uuid('delivery_id').notNull(),
    /** 1 is the first. */
    attempt: integer('attempt').notNull(),
    sentAt: instant('sent_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    /** Null if there was no answer. */
    status: integer('status'),
    /** Why it is no success; null if it is one. */
    problem: text('problem'),
    /** How the answer began, as text. */
    answer: text('answer'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    foreignKey({
      columns: [t.workspaceId, t.receiverId, t.deliveryId],
      foreignColumns: [deliveries.workspaceId, deliveries.receiverId, deliveries.id],
    }).onDelete('cascade'),
    index('delivery_attempts_of_receiver').on(t.workspaceId, t.receiverId, t.id),
    index('delivery_attempts_of_delivery').on(t.workspaceId, t.receiverId, t.deliveryId, t.id),
  ],
);
