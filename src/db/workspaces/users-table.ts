import { pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { createdAt, deletedAt, newId, updatedAt, workspaceColumn } from '../columns.ts';

/** A person of a workspace, by the subject that the identity provider gives. */
export const users = pgTable(
  'users',
  {
    workspaceId: workspaceColumn(),
    id: uuid('id').notNull().default(newId),
    subject: text('subject').notNull(),
    email: text('email'),
    name: text('name'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: deletedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique('users_subject').on(t.workspaceId, t.subject),
  ],
);
