import { z } from '@hono/zod-openapi';
import { instant } from './parameters.ts';

/** What a `pending` session waits for. */
export const queue = z
  .object({
    waits_for: z.enum(['place', 'session']).openapi({
      description:
        '`place`: as many syncs run as may at once (`MAX_CONCURRENT_SYNCS`). `session`: another of this workspace and ' +
        'provider is before it.',
    }),
    place: z.int().min(1).openapi({ description: '1 is the next.' }),
    since: instant,
  })
  .nullable()
  .openapi({ description: 'Of a `pending` session, as it is this moment; null of any other.' });
