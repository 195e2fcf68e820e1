import { z } from '@hono/zod-openapi';
import type { InboxEvent } from '../../db/inbox/settle.ts';
import { inboxStates } from '../../db/inbox/webhook-inbox-table.ts';
import { instant, nextCursor, provider } from './parameters.ts';

export const webhookEvent = z
  .object({
    id: z.string().openapi({ description: "The provider's id.", example: 'evt_1' }),
    provider,
    type: z.string().openapi({ example: 'customer.updated' }),
    created_at: instant.openapi({ description: 'By the provider’s clock, in whole seconds.' }),
    api_version: z.string().nullable(),
    object_id: z.string().nullable(),
    received_at: instant,
    state: z.enum(inboxStates).openapi({
      description:
        '`stored`: waits to be applied. `applied`: its change is in the tables. `stale`: the tables had something newer. ' +
        '`ignored`: it is about nothing that is copied. `quarantined`: every try failed; `state_reason` says why, and it ' +
        'can be replayed.',
    }),
    state_reason: z.string().nullable(),
    state_at: instant,
    attempts: z.int(),
    session_id: z.uuid().nullable(),
  })
  .openapi('WebhookEvent');

export const webhookEventDetail = webhookEvent
  .extend({ payload: z.string().openapi({ description: 'The body as the provider signed it.' }) })
  .openapi('WebhookEventDetail');

export const webhookEventList = z
  .object({ events: z.array(webhookEvent), next_cursor: nextCursor })
  .openapi('WebhookEventList');

export const webhookEventJson = (row: InboxEvent): z.infer<typeof webhookEvent> => ({
  id: row.eventId,
  provider: row.paymentProvider,
  type: row.eventType,
  created_at: row.eventCreatedAt.toISOString(),
  api_version: row.apiVersion,
  object_id: row.objectId,
  received_at: row.receivedAt.toISOString(),
  state: row.state,
  state_reason: row.stateReason,
  state_at: row.stateAt.toISOString(),
  attempts: row.attempts,
  session_id: row.sessionId,
});
