import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ReceiverId, WorkspaceId } from '../../domain/ids.ts';
import type { SubscribableType } from '../../domain/notifications/notification.ts';
import { bytea, createdAt, instant, newId, updatedAt } from '../columns.ts';

/** Why a receiver was switched off: by a person, because it answered 410, or because it took nothing for days. */
export const disabledReasons = ['by_request', 'gone', 'failing'] as const;
export type DisabledReason = (typeof disabledReasons)[number];

/** Whose it is. No foreign key: the platform's own receivers have `platformScope`, which no workspace has. */
export const ownerColumn = () => uuid('workspace_id').$type<WorkspaceId>().notNull();

/** The addresses that are told what happened: a workspace's, or the platform's, which hear of all workspaces. */
export const receivers = pgTable(
  'receivers',
  {
    workspaceId: ownerColumn(),
    id: uuid('id').$type<ReceiverId>().notNull().default(newId),
    url: text('url').notNull(),
    description: text('description').notNull().default(''),
    /** Null: all of them. */
    types: text('types').array().$type<SubscribableType[]>(),
    /** The signing secrets, the newest first, sealed as one value (security/signing-secrets.ts). */
    secretsEncrypted: bytea('secrets_encrypted').notNull(),
    /** Null: it is on. */
    disabledAt: instant('disabled_at'),
    disabledReason: text('disabled_reason').$type<DisabledReason>(),
    /** Since when it took nothing, and in how many rounds one after the other. */
    failingSince: instant('failing_since'),
    failures: integer('failures').notNull().default(0),
    /** Nothing is sent before. */
    heldUntil: instant('held_until'),
    /** When its workflow was told that there is work; null once the workflow has seen that none is left. */
    wokenAt: instant('woken_at'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] })],
);
