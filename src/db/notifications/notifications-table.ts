import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { SubscribableType } from '../../domain/notifications/notification.ts';
import { createdAt, jsonObject, newId } from '../columns.ts';
import { ownerColumn } from './receivers-table.ts';

/** The outbox: what happened, written in the transaction in which it did, until it is handed to the receivers. */
export const notifications = pgTable(
  'notifications',
  {
    workspaceId: ownerColumn(),
    id: uuid('id').notNull().default(newId),
    type: text('type').$type<SubscribableType>().notNull(),
    data: jsonObject('data').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] })],
);
