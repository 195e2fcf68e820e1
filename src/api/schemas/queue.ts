import { z } from '@hono/zod-openapi';
import type { QueuePosition } from '../../services/sessions/stored-session.ts';
import { instant } from './parameters.ts';

/** What a `pending` session waits for. */
export const queue = z
  .object({
    waits_for: z.enum(['admission', 'session']).openapi({
      description:
        '`admission`: `MAX_CONCURRENT_SYNCS` sessions run already. `session`: another session of this workspace and provider ' +
        'runs before it.',
    }),
    position: z.int().min(1).openapi({ description: '1 is the next.' }),
    since: instant,
  })
  .nullable()
  .openapi({ description: 'What a `pending` session waits for now; null for any other session.' });

export const queueJson = (queued: QueuePosition | null): z.infer<typeof queue> =>
  queued && { waits_for: queued.waitsFor, position: queued.position, since: queued.since.toISOString() };
