import { z } from '@hono/zod-openapi';
import { paymentProviders } from '../../domain/payment-provider.ts';

const workspace = { workspace_id: z.uuid() };

export const ofWorkspace = z.object(workspace);
export const provider = z.enum(paymentProviders);
export const ofProvider = z.object({ ...workspace, provider });
export const ofId = z.object({ ...workspace, id: z.uuid() });
export const ofExternalId = z.object({ ...workspace, external_id: z.string().min(1).max(255) });

export const limit = (fallback = 50) => z.coerce.number().int().min(1).max(100).default(fallback);
export const cursor = z
  .string()
  .max(1000)
  .optional()
  .openapi({ description: '`next_cursor` of the page before.' });
export const page = z.object({ limit: limit(), cursor });

/** `true` or `false`, as text. */
export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

export const instant = z.iso.datetime();
export const nextCursor = z.string().nullable().openapi({ description: 'Null on the last page.' });
