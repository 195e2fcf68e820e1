import { createRoute, z } from '@hono/zod-openapi';
import { lookAgain } from '../../../services/live/look-again.ts';
import { isBehind, positionOf } from '../../../services/status/overview.ts';
import { decodeCursor, nextCursor } from '../../cursor.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, needsPlatform, refusals, type Api } from '../../route.ts';
import { overview, overviewJson, overviewQuery } from '../../schemas/overview.ts';
import type { StreamMessage } from '../../streams/event-stream.ts';
import type { EventStreams } from '../../streams/event-streams.ts';
import { events, nothingMore } from '../../streams/stream-responses.ts';

const tags = ['Workspaces'];

const get = createRoute({
  method: 'get',
  path: '/api/v1/overview',
  tags,
  summary: 'All connections by their state, the worst first',
  description:
    'Counts by state and causes of failures over all workspaces, and a page of connections. Seldom more than two seconds old, never more than five: `as_of`.',
  ...needsPlatform,
  request: { query: overviewQuery },
  responses: { 200: json(overview, 'The overview.'), ...refusals },
});

const firstPage = overviewQuery.omit({ cursor: true });

const stream = createRoute({
  method: 'get',
  path: '/api/v1/overview/stream',
  tags,
  summary: 'Follow the overview',
  description:
    'Server-sent events. Each `overview` event has the whole first page of `GET /api/v1/overview`, at least once a second. A `problem` ' +
    'event says why a stream ends early. After a lost connection, ask again.',
  ...needsPlatform,
  request: { query: firstPage },
  responses: { 200: events(overview, 'The first page, again and again.'), 204: nothingMore, ...refusals },
});

const position = z.tuple([z.int(), z.string()]);

export function overviewRoutes(api: Api, { overview: all }: ApiDeps, streams: EventStreams): void {
  const read = async ({ state, search, limit }: z.output<typeof firstPage>, after?: [number, string]) => {
    const page = await all.read({ states: state, search });
    const rest = after === undefined ? page.entries : page.entries.filter((entry) => isBehind(entry, after));
    const rows = rest.slice(0, limit + 1);
    return overviewJson(page, rows.slice(0, limit), nextCursor(get.path, rows, limit, positionOf));
  };

  async function* messages(
    query: z.output<typeof firstPage>,
    signal: AbortSignal,
  ): AsyncGenerator<StreamMessage> {
    for await (const page of lookAgain(() => read(query), signal))
      yield { event: 'overview', id: page.as_of, data: JSON.stringify(page) };
  }

  api.openapi(get, async (c) => {
    const { cursor, ...query } = c.req.valid('query');
    return c.json(await read(query, decodeCursor(get.path, cursor, position)), 200);
  });

  api.openapi(stream, async (c) => {
    const query = c.req.valid('query');
    const key = `overview:${JSON.stringify([query.state?.toSorted(), query.search, query.limit])}`;
    return await streams.answer(c, key, (signal) => messages(query, signal));
  });
}
