import { createRoute, z } from '@hono/zod-openapi';
import { isBehind, Overview, positionOf } from '../../../services/status/overview.ts';
import { decodeCursor, nextCursor } from '../../cursor.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, needsPlatform, refusals, type Api } from '../../route.ts';
import { overview, overviewJson, overviewQuery } from '../../schemas/overview.ts';

const get = createRoute({
  method: 'get',
  path: '/api/v1/overview',
  tags: ['Workspaces'],
  summary: 'All connections by their state, the worst first',
  description:
    'Counts by state and causes of failures over all workspaces, and a page of connections. At most two seconds old.',
  ...needsPlatform,
  request: { query: overviewQuery },
  responses: { 200: json(overview, 'The overview.'), ...refusals },
});

const position = z.tuple([z.int(), z.string()]);

export function overviewRoutes(api: Api, { db }: ApiDeps): void {
  const all = new Overview(db);
  api.openapi(get, async (c) => {
    const { state, search, limit, cursor } = c.req.valid('query');
    const after = decodeCursor(cursor, position);
    const page = await all.read({ states: state, search });
    const rest = after === undefined ? page.entries : page.entries.filter((entry) => isBehind(entry, after));
    const rows = rest.slice(0, limit + 1);
    return c.json(overviewJson(page, rows.slice(0, limit), nextCursor(rows, limit, positionOf)), 200);
  });
}
