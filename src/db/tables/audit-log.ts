import { bigint, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, workspaceColumn } from './columns.ts';

/** Who changed which configuration, when and from where. The application's role may add and read, nothing else. */
export const auditLog = pgTable(
  'audit_log',
  {
    workspaceId: workspaceColumn(),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    target: text('target').notNull(),
    details: jsonb('details').$type<Record<string, unknown>>().notNull().default({}),
    requestId: text('request_id'),
    remoteAddress: text('remote_address'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] })],
);
