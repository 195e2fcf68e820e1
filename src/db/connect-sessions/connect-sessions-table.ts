import { sql } from 'drizzle-orm';
import { boolean, check, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ConnectCapability, ConnectTheme } from '../../domain/connect-session.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { ConnectSessionId } from '../../domain/ids.ts';
import { bytea, createdAt, instant, newId, providerColumn, workspaceColumn } from '../columns.ts';

/** Links for merchants, and the pages that they opened. Of the link's token and the page's secret only the SHA-256 is kept. */
export const connectSessions = pgTable(
  'connect_sessions',
  {
    workspaceId: workspaceColumn(),
    id: uuid('id').$type<ConnectSessionId>().notNull().default(newId),
    provider: providerColumn(),
    capabilities: text('capabilities').array().$type<ConnectCapability[]>().notNull(),
    /** The mode that a key must have; null: either. */
    livemode: boolean('livemode'),
    /** What is copied of an account that is connected here; null: the provider's standard choice. */
    entityTypes: text('entity_types').array().$type<EntityType[]>(),
    /** May the merchant leave some of them out? */
    merchantChooses: boolean('merchant_chooses').notNull().default(false),
    /** What the merchant has chosen of them. */
    chosenEntityTypes: text('chosen_entity_types').array().$type<EntityType[]>(),
    returnUrl: text('return_url'),
    refreshUrl: text('refresh_url'),
    /** The origins that may show the page in a frame. */
    embedOrigins: text('embed_origins').array().notNull(),
    theme: jsonb('theme').$type<ConnectTheme>().notNull(),
    /** As the audit log names it. */
    createdBy: text('created_by').notNull(),
    tokenHash: bytea('token_hash').notNull(),
    createdAt: createdAt(),
    /** Of the link. */
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    pageHash: bytea('page_hash'),
    pageExpiresAt: instant('page_expires_at'),
    endedAt: instant('ended_at'),
    /** SHA-256 of what has to come back with the merchant's consent, while it is awaited. */
    consentHash: bytea('consent_hash'),
    consentExpiresAt: instant('consent_expires_at'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    check('connect_sessions_capabilities', sql`cardinality(${t.capabilities}) > 0`),
    check(
      'connect_sessions_used',
      sql`num_nonnulls(${t.usedAt}, ${t.pageHash}, ${t.pageExpiresAt}) in (0, 3)`,
    ),
    check('connect_sessions_consent', sql`num_nonnulls(${t.consentHash}, ${t.consentExpiresAt}) in (0, 2)`),
  ],
);
