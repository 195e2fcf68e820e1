import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { WorkspaceId } from '../../domain/ids.ts';
import { createdAt, emptyObject, jsonObject, newId } from '../columns.ts';

/** Who changed which configuration, when and from where. The application's role may add and read, nothing else. */
export const auditLog = pgTable(
  'audit_log',
  {
    /** No foreign key: the log outlives the workspace, and what is changed of the platform itself stands under `platformScope`. */
    workspaceId: uuid('workspace_id').$type<WorkspaceId>().notNull(),
    /** Rises with time, and says nothing of how much others do: a number of one sequence would. */
    id: uuid('id').notNull().default(newId),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    target: text('target').notNull(),
    details: jsonObject('details').notNull().default(emptyObject),
    requestId: text('request_id'),
    remoteAddress: text('remote_address'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // The platform reads it over all workspaces.
    index('audit_log_by_id').on(t.id),
  ],
);
