import { createRoute } from '@hono/zod-openapi';
import { sessionId } from '../../../domain/ids.ts';
import { readJournal } from '../../../services/sessions/list-sessions.ts';
import { callerOf } from '../../caller.ts';
import { decodeCursor, nextCursor, idPosition } from '../../cursor.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../../route.ts';
import { ofId, page } from '../../schemas/parameters.ts';
import { syncEventJson, syncEventList } from '../../schemas/sync-event.ts';

const list = createRoute({
  method: 'get',
  path: workspacePath('/sync/sessions/{id}/events'),
  tags: ['Sync sessions'],
  summary: 'List the journal of a session, in order',
  description:
    'Each page that was read, each problem and each decision, with its time. What a session did that no longer runs is in here.',
  ...needs('viewer'),
  request: { params: ofId, query: page },
  responses: { 200: json(syncEventList, 'A page.'), ...refusals },
});

export function syncEventRoutes(api: Api, { db }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const id = sessionId(c.req.valid('param').id);
    const { limit, cursor } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, idPosition);
    const rows = await readJournal({ db }, callerOf(c), { id, limit: limit + 1, after });
    const next_cursor = nextCursor(c.req.path, rows, limit, (row) => row.id);
    return c.json({ events: rows.slice(0, limit).map(syncEventJson), next_cursor }, 200);
  });
}
