import { createRoute, z } from '@hono/zod-openapi';
import { inboxStates } from '../../db/inbox/webhook-inbox-table.ts';
import { listEvents, readEvent } from '../../services/webhook-events/list-events.ts';
import { replayEvent } from '../../services/webhook-events/replay-event.ts';
import { callerOf } from '../caller.ts';
import { datePosition, decodeCursor, nextCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../route.ts';
import { ofWorkspace, page } from '../schemas/parameters.ts';
import {
  webhookEventJson,
  webhookEvent,
  webhookEventDetail,
  webhookEventList,
} from '../schemas/webhook-event.ts';

const tags = ['Webhooks'];
const ofEvent = ofWorkspace.extend({ id: z.string().min(1).max(255) });

const list = createRoute({
  method: 'get',
  path: workspacePath('/webhook-events'),
  tags,
  summary: 'List received events, newest first',
  description:
    "Those of the provider's webhooks that are kept: `state=quarantined` are the ones that could not be applied, with the reason. Bodies are in `…/{id}`.",
  ...needs('viewer'),
  request: { params: ofWorkspace, query: page.extend({ state: z.enum(inboxStates).optional() }) },
  responses: { 200: json(webhookEventList, 'A page.'), ...refusals },
});

const get = createRoute({
  method: 'get',
  path: workspacePath('/webhook-events/{id}'),
  tags,
  summary: 'Get a received event with its body',
  description:
    "As the provider sent it, with its state, its attempts, and the problem if there was one. `id` is the provider's.",
  ...needs('viewer'),
  request: { params: ofEvent },
  responses: { 200: json(webhookEventDetail, 'The event.'), ...refusals },
});

const replay = createRoute({
  method: 'post',
  path: workspacePath('/webhook-events/{id}/replay'),
  tags,
  summary: 'Apply a received event again, in whatever state it is',
  description:
    'Every replay is carried out: the event waits as if it had just arrived. Newer content of the tables stays: an event ' +
    'never makes them older.',
  ...needs('operator'),
  request: { params: ofEvent },
  responses: { 202: json(webhookEvent, 'It waits to be applied: `state` is `stored`.'), ...refusals },
});

const position = z
  .tuple([datePosition, z.string()])
  .transform(([receivedAt, eventId]) => ({ receivedAt: new Date(receivedAt), eventId }));

export function webhookEventRoutes(api: Api, { db, gateway, log }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, state } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, position);
    const rows = await listEvents({ db }, callerOf(c), { limit: limit + 1, state, after });
    const next_cursor = nextCursor(c.req.path, rows, limit, ({ receivedAt, eventId }) => [
      receivedAt,
      eventId,
    ]);
    return c.json({ events: rows.slice(0, limit).map(webhookEventJson), next_cursor }, 200);
  });

  api.openapi(get, async (c) => {
    const { row, payload } = await readEvent({ db }, callerOf(c), c.req.valid('param'));
    return c.json({ ...webhookEventJson(row), payload }, 200);
  });

  api.openapi(replay, async (c) => {
    const row = await replayEvent({ db, gateway, log }, callerOf(c), c.req.valid('param'));
    return c.json(webhookEventJson(row), 202);
  });
}
