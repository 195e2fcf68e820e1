import { z } from '@hono/zod-openapi';
import type { SyncEvent } from '../../db/sessions/journal.ts';
import { syncEventTypes } from '../../db/sessions/payment-sync-events-table.ts';
import { entityTypes } from '../../domain/entities/entities.ts';
import { instant, nextCursor, provider } from './parameters.ts';

export const syncEvent = z
  .object({
    id: z.uuid(),
    session_id: z.uuid().nullable(),
    provider,
    event_type: z.enum(syncEventTypes),
    event_message: z.string().nullable(),
    event_details: z.record(z.string(), z.unknown()),
    entity_type: z.enum(entityTypes).nullable(),
    entity_id: z.uuid().nullable(),
    external_id: z.string().nullable(),
    created_at: instant,
  })
  .openapi('SyncEvent');

export const syncEventList = z
  .object({ events: z.array(syncEvent), next_cursor: nextCursor })
  .openapi('SyncEventList');

export const syncEventJson = (row: SyncEvent): z.infer<typeof syncEvent> => ({
  id: row.id,
  session_id: row.sessionId,
  provider: row.providerName,
  event_type: row.eventType,
  event_message: row.eventMessage,
  event_details: row.eventDetails,
  entity_type: row.entityType,
  entity_id: row.entityId,
  external_id: row.externalId,
  created_at: row.createdAt.toISOString(),
});
