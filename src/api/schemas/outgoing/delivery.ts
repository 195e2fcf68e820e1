import { z } from '@hono/zod-openapi';
import { deliveryStates } from '../../../db/notifications/deliveries-table.ts';
import type { Delivery, DeliveryAttempt } from '../../../db/notifications/deliveries.ts';
import { notificationTypes, type NotificationType } from '../../../domain/notifications/notification.ts';
import { instant, nextCursor } from '../parameters.ts';

export const delivery = z
  .object({
    id: z.uuid(),
    webhook_id: z.string().openapi({ description: 'The header `webhook-id`, the same in every attempt.' }),
    type: z.enum(Object.keys(notificationTypes) as NotificationType[]),
    state: z.enum(deliveryStates).openapi({
      description: '`waiting`: it will be sent. `failed`: it is not tried any more, and can be replayed.',
    }),
    attempts: z.int().openapi({ description: 'Since it was made, or since the last replay.' }),
    happened_at: instant,
    state_at: instant,
    next_attempt_at: instant.nullable().openapi({ description: 'Null unless it waits.' }),
    problem: z.string().nullable().openapi({ description: 'Why the last attempt was no success.' }),
    body: z.string().openapi({ description: 'As it is sent, letter by letter.' }),
  })
  .openapi('Delivery');

export const deliveryList = z
  .object({ deliveries: z.array(delivery), next_cursor: nextCursor })
  .openapi('DeliveryList');

export const deliveryAttempt = z
  .object({
    id: z.uuid(),
    delivery_id: z.uuid(),
    attempt: z.int(),
    sent_at: instant,
    duration_ms: z.int(),
    status: z.int().nullable().openapi({ description: 'Of HTTP. Null: there was no answer.' }),
    problem: z.string().nullable().openapi({ description: 'Null: the webhook has arrived.' }),
    answer: z.string().nullable().openapi({ description: 'How the answer began, 1,000 characters at most.' }),
  })
  .openapi('DeliveryAttempt');

export const deliveryAttemptList = z
  .object({ attempts: z.array(deliveryAttempt), next_cursor: nextCursor })
  .openapi('DeliveryAttemptList');

export const replay = z
  .strictObject({
    since: instant.openapi({ description: 'Of when it happened.' }),
    delivered: z
      .boolean()
      .default(false)
      .openapi({ description: 'Also what has arrived: for a receiver that has lost it.' }),
  })
  .openapi('ReplayDeliveries', { example: { since: '2026-01-01T00:00:00Z' } });

export const replayed = z.object({ deliveries: z.int() }).openapi('ReplayedDeliveries');

export const deliveryJson = (row: Delivery): z.infer<typeof delivery> => ({
  id: row.id,
  webhook_id: `msg_${row.id}`,
  type: row.type,
  state: row.state,
  attempts: row.attempts,
  happened_at: row.happenedAt.toISOString(),
  state_at: row.stateAt.toISOString(),
  next_attempt_at:
    row.state === 'waiting'
      ? new Date(Math.max(row.dueAt.getTime(), row.stateAt.getTime())).toISOString()
      : null,
  problem: row.problem,
  body: row.body,
});

export const deliveryAttemptJson = (row: DeliveryAttempt): z.infer<typeof deliveryAttempt> => ({
  id: row.id,
  delivery_id: row.deliveryId,
  attempt: row.attempt,
  sent_at: row.sentAt.toISOString(),
  duration_ms: row.durationMs,
  status: row.status,
  problem: row.problem,
  answer: row.answer,
});
