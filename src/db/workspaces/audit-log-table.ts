import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, emptyObject, jsonObject, workspaceColumn } from '../columns.ts';

/** Who changed which configuration, when and from where. The application's role may add and read, nothing else. */
export const auditLog = pgTable(
  'audit_log',
  {
    workspaceId: workspaceColumn(),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    target: text('target').notNull(),
    details: jsonObject('details').notNull().default(emptyObject),
    requestId: text('request_id'),
    remoteAddress: text('remote_address'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] })],
);
