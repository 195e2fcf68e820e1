import { z } from '@hono/zod-openapi';
import { timelineKinds, type TimelineEntry } from '../../services/timeline/timeline-entry.ts';
import { datePosition, idPosition } from '../cursor.ts';
import { instant, nextCursor, page, provider } from './parameters.ts';

const kind = z.enum(timelineKinds);

export const timelineQuery = page.extend({
  kind: z
    .union([kind.transform((one) => [one]), z.array(kind)])
    .optional()
    .openapi({ description: 'Only these kinds; give it several times for several.' }),
});

const entry = z
  .object({
    at: instant.openapi({ description: 'When it happened or began.' }),
    kind,
    event: z.string().openapi({ example: 'incremental_sync.completed' }),
    text: z.string(),
    actor: z
      .string()
      .nullable()
      .openapi({ description: 'Who did it: `platform`, `api_key:<id>` or `oidc:<sub>`.' }),
    target: z.string().nullable(),
    provider: provider.nullable(),
    session_id: z.uuid().nullable(),
    ended_at: instant.nullable(),
  })
  .openapi('TimelineEntry');

export const timeline = z.object({ entries: z.array(entry), next_cursor: nextCursor }).openapi('Timeline');

export const timelinePosition = z.strictObject({
  full: z.uuid().nullable(),
  incremental: z.uuid().nullable(),
  delta: z.uuid().nullable(),
  changes: idPosition.nullable(),
  faults: idPosition.nullable(),
  setAside: z.tuple([datePosition, z.string()]).nullable(),
});

export const timelineEntryJson = (of: TimelineEntry): z.infer<typeof entry> => ({
  at: of.at.toISOString(),
  kind: of.kind,
  event: of.event,
  text: of.text,
  actor: of.actor,
  target: of.target,
  provider: of.provider,
  session_id: of.sessionId,
  ended_at: of.endedAt?.toISOString() ?? null,
});
