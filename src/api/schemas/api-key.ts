import { z } from '@hono/zod-openapi';
import type { ApiKey } from '../../db/workspaces/api-keys.ts';
import { roles } from '../../domain/role.ts';
import { instant, nextCursor } from './parameters.ts';

export const newApiKey = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    role: z.enum(roles).openapi({
      description: 'A viewer reads, an operator also starts and cancels, an owner also configures.',
    }),
    expires_at: instant
      .nullable()
      .default(null)
      .refine((at) => at === null || Date.parse(at) > Date.now(), 'must be in the future')
      .openapi({ description: 'The key is refused from then on. Null: it does not expire.' }),
  })
  .openapi('NewApiKey', { example: { name: 'Reporting', role: 'viewer' } });

export const apiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role: z.enum(roles),
    hint: z.string().openapi({ description: 'The last four characters of the key.' }),
    created_at: instant,
    expires_at: instant.nullable(),
    last_used_at: instant.nullable().openapi({ description: 'To the hour. Null: not used yet.' }),
    revoked_at: instant.nullable(),
  })
  .openapi('ApiKey');

export const issuedApiKey = apiKey
  .extend({
    key: z
      .string()
      .openapi({ description: 'The key itself. It is shown only here, because it is not stored.' }),
  })
  .openapi('IssuedApiKey');

export const apiKeyList = z
  .object({ api_keys: z.array(apiKey), next_cursor: nextCursor })
  .openapi('ApiKeyList');

export const apiKeyJson = (row: ApiKey): z.infer<typeof apiKey> => ({
  id: row.id,
  name: row.name,
  role: row.role,
  hint: row.keyHint,
  created_at: row.createdAt.toISOString(),
  expires_at: row.expiresAt?.toISOString() ?? null,
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
  revoked_at: row.revokedAt?.toISOString() ?? null,
});
