import { createRoute } from '@hono/zod-openapi';
import { readTimeline } from '../../../services/timeline/read-timeline.ts';
import { callerOf } from '../../caller.ts';
import { decodeCursor, encodeCursor } from '../../cursor.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../../route.ts';
import { ofWorkspace } from '../../schemas/parameters.ts';
import { timeline, timelineEntryJson, timelinePosition, timelineQuery } from '../../schemas/timeline.ts';

const list = createRoute({
  method: 'get',
  path: workspacePath('/timeline'),
  tags: ['Syncs'],
  summary: 'What happened, newest first: syncs, webhooks, and who changed what',
  description:
    'One list of three sources: sessions that began and ended, webhooks by the minute, and changes of configuration. `kind` narrows it.',
  ...needs('viewer'),
  request: { params: ofWorkspace, query: timelineQuery },
  responses: { 200: json(timeline, 'A page.'), ...refusals },
});

export function timelineRoutes(api: Api, { db }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, kind } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, timelinePosition);
    const { entries, next } = await readTimeline({ db }, callerOf(c), { limit, kinds: kind, after });
    return c.json(
      {
        entries: entries.map(timelineEntryJson),
        next_cursor: next === null ? null : encodeCursor(c.req.path, next),
      },
      200,
    );
  });
}
