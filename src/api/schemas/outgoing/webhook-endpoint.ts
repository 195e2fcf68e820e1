import { z } from '@hono/zod-openapi';
import { disabledReasons } from '../../../db/notifications/receivers-table.ts';
import type { Receiver } from '../../../db/notifications/receivers.ts';
import { notificationTypes, subscribableTypes } from '../../../domain/notifications/notification.ts';
import { instant, nextCursor } from '../parameters.ts';

const type = z.enum(subscribableTypes).openapi({
  description: subscribableTypes.map((name) => `\`${name}\`: ${notificationTypes[name]}`).join(' '),
});

const url = z
  .url()
  .max(2_000)
  .openapi({
    description:
      'Where webhooks are sent: https, on the public Internet, without a user and a password. Its addresses are checked with each ' +
      'request, and redirects are not followed.',
    example: 'https://example.com/webhooks/payment-sync',
  });
const description = z.string().trim().max(500);
const types = z.array(type).min(1).max(subscribableTypes.length).nullable().openapi({
  description: 'What is sent. Null: everything but `rows.changed`, also what later releases add.',
});

export const newWebhookEndpoint = z
  .strictObject({ url, description: description.default(''), types: types.default(null) })
  .openapi('NewWebhookEndpoint', {
    example: {
      url: 'https://example.com/webhooks/payment-sync',
      description: 'Production',
      types: ['sync.completed', 'sync.failed'],
    },
  });

export const webhookEndpointChange = z
  .strictObject({
    url: url.optional(),
    description: description.optional(),
    types: types.optional(),
    enabled: z
      .boolean()
      .optional()
      .openapi({
        description:
          'False: nothing is sent until it is switched on again. What happens in between is kept as failed deliveries, which can ' +
          'be replayed.',
      }),
  })
  .openapi('WebhookEndpointChange', { example: { enabled: false } });

export const webhookEndpoint = z
  .object({
    id: z.uuid(),
    url: z.string(),
    description: z.string(),
    types: z.array(z.enum(subscribableTypes)).nullable(),
    status: z.enum(['enabled', 'disabled']),
    disabled_reason: z.enum(disabledReasons).nullable().openapi({
      description:
        '`by_request`: somebody switched it off. `gone`: it answered 410. `failing`: it took nothing for five days.',
    }),
    disabled_at: instant.nullable(),
    failing_since: instant
      .nullable()
      .openapi({ description: 'Since when it has taken nothing. Null: it does.' }),
    created_at: instant,
    updated_at: instant,
  })
  .openapi('WebhookEndpoint');

const secret = z.string().openapi({
  description:
    'Signs the webhooks as Standard Webhooks says (standardwebhooks.com). It is shown only here: it is stored encrypted.',
  example: 'whsec_…',
});

export const createdWebhookEndpoint = webhookEndpoint.extend({ secret }).openapi('CreatedWebhookEndpoint');

export const webhookEndpointList = z
  .object({ webhook_endpoints: z.array(webhookEndpoint), next_cursor: nextCursor })
  .openapi('WebhookEndpointList');

const week = 7 * 86_400;

export const secretRotation = z
  .strictObject({
    overlap_seconds: z.int().min(0).max(week).default(86_400).openapi({
      description:
        'For how long webhooks are signed with the old secret too. 0: it may be stolen, and ends now.',
    }),
  })
  .openapi('SecretRotation', { example: { overlap_seconds: 86_400 } });

export const rotatedSecret = z.object({ id: z.uuid(), secret }).openapi('RotatedSecret');

export const webhookEndpointJson = (row: Receiver): z.infer<typeof webhookEndpoint> => ({
  id: row.id,
  url: row.url,
  description: row.description,
  types: row.types,
  status: row.disabledAt === null ? 'enabled' : 'disabled',
  disabled_reason: row.disabledReason,
  disabled_at: row.disabledAt?.toISOString() ?? null,
  failing_since: row.failingSince?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
