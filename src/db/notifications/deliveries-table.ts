import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ReceiverId } from '../../domain/ids.ts';
import type { NotificationType } from '../../domain/notifications/notification.ts';
import { instant, newId } from '../columns.ts';
import { ownerColumn, receivers } from './receivers-table.ts';

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One notification for one receiver, of the receiver's owner. */
export const deliveries = pgTable(
  'deliveries',
  {
    workspaceId: ownerColumn(),
    receiverId: uuid('receiver_id').$type<ReceiverId>().notNull(),
    /** Also the `webhook-id`, the same for every receiver and every attempt. */
    id: uuid('id').notNull().default(newId),
    type: text('type').$type<NotificationType>().notNull(),
    /** The bytes that are signed and sent. */
    body: text('body').notNull(),
    /** When it happened. */
    happenedAt: instant('happened_at').notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When the next attempt is due; of no meaning unless it waits. */
    dueAt: instant('due_at').notNull().defaultNow(),
    /** When it got its state. */
    stateAt: instant('state_at').notNull().defaultNow(),
    /** Why it failed, or why its last attempt did. */
    problem: text('problem'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.receiverId, t.id] }),
    foreignKey({
      columns: [t.workspaceId, t.receiverId],
      foreignColumns: [receivers.workspaceId, receivers.id],
    }).onDelete('cascade'),
    index('deliveries_by_state').on(t.workspaceId, t.receiverId, t.state, t.id),
    index('deliveries_due')
      .on(t.dueAt, t.workspaceId, t.receiverId)
      .where(sql`${t.state} = 'waiting'`),
    index('deliveries_waiting')
      .on(t.workspaceId, t.receiverId, t.dueAt)
      .where(sql`${t.state} = 'waiting'`),
    index('deliveries_by_age').on(t.workspaceId, t.happenedAt),
    check('deliveries_state', sql`${t.state} in ('waiting', 'delivered', 'failed')`),
  ],
);
