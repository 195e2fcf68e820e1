import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { SessionId } from '../../domain/ids.ts';
import { createdAt, emptyObject, jsonObject, newId, providerColumn, workspaceColumn } from '../columns.ts';

export const syncEventTypes = [
  'page_synced',
  'entity_synced',
  'entity_deleted',
  'entity_conflict',
  'entity_failed',
  'session_started',
  'session_resumed',
  'session_waiting',
  'session_completed',
  'session_failed',
  'session_cancelled',
  'webhook_fault_found',
  'webhook_fault_gone',
] as const;
export type SyncEventType = (typeof syncEventTypes)[number];

/** The journal: what happened in sessions and to webhook endpoints, a row a page for listings, a row an object for all else. */
export const paymentSyncEvents = pgTable(
  'payment_sync_events',
  {
    workspaceId: workspaceColumn(),
    /** Rises with time, as that of `audit_log`. */
    id: uuid('id').notNull().default(newId),
    sessionId: uuid('session_id').$type<SessionId>(),
    providerName: providerColumn('provider_name'),
    entityType: text('entity_type').$type<EntityType>(),
    entityId: uuid('entity_id'),
    externalId: text('external_id'),
    eventType: text('event_type').$type<SyncEventType>().notNull(),
    eventMessage: text('event_message'),
    eventDetails: jsonObject('event_details').notNull().default(emptyObject),
    createdAt: createdAt(),
  },
  (t) => [
    // GetSyncEvent, ListSyncEventsByProvider (a workspace has one provider, rarely two), retention
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // ListSyncEventsBySession, CountSyncEventsBySession(AndType), DeleteSyncEventsBySession, GetSyncEventsSummaryBySession
    index('payment_sync_events_by_session').on(t.workspaceId, t.sessionId, t.id),
    // GetSyncEventsByExternalID
    index('payment_sync_events_by_object')
      .on(t.workspaceId, t.externalId, t.id)
      .where(sql`${t.externalId} is not null`),
    // ListSyncEventsByEntityType, CountSyncEventsByEntityType, GetLatestSyncEventsByEntityType
    index('payment_sync_events_by_entity_type').on(t.workspaceId, t.entityType, t.id),
    // ListSyncEventsByEventType
    index('payment_sync_events_by_event_type').on(t.workspaceId, t.eventType, t.id),
    check(
      'payment_sync_events_type',
      sql.raw(`event_type in (${syncEventTypes.map((type) => `'${type}'`).join(', ')})`),
    ),
  ],
);
