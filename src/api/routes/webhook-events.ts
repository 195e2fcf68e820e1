import { createRoute, z } from '@hono/zod-openapi';
import { inboxStates } from '../../db/inbox/webhook-inbox-table.ts';
import { notFound } from '../api-problem.ts';
import { auditEntry } from '../caller.ts';
import { decodeCursor, nextCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../route.ts';
import { ofWorkspace, page } from '../schemas/parameters.ts';
import {
  showWebhookEvent,
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
  summary: 'List received events, the latest first',
  ...needs('viewer'),
  request: { params: ofWorkspace, query: page.extend({ state: z.enum(inboxStates).optional() }) },
  responses: { 200: json(webhookEventList, 'A page.'), ...refusals },
});

const get = createRoute({
  method: 'get',
  path: workspacePath('/webhook-events/{id}'),
  tags,
  summary: 'Get a received event with its body',
  ...needs('viewer'),
  request: { params: ofEvent },
  responses: { 200: json(webhookEventDetail, 'The event.'), ...refusals },
});

const replay = createRoute({
  method: 'post',
  path: workspacePath('/webhook-events/{id}/replay'),
  tags,
  summary: 'Apply a received event again, whatever became of it',
  description:
    'Each time really: the event waits its turn as if it had just come. What the tables hold that is newer stays: an ' +
    'event never takes them back in time.',
  ...needs('operator'),
  request: { params: ofEvent },
  responses: { 202: json(webhookEvent, 'It waits its turn: `state` is `stored`.'), ...refusals },
});

const position = z
  .tuple([z.iso.datetime(), z.string()])
  .transform(([receivedAt, eventId]) => ({ receivedAt: new Date(receivedAt), eventId }));

export function webhookEventRoutes(api: Api, { db, gateway, log }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, state } = c.req.valid('query');
    const after = decodeCursor(cursor, position);
    const rows = await db.inWorkspace(c.get('workspaceId'), ({ inbox }) =>
      inbox.list({ limit: limit + 1, state, after }),
    );
    const next_cursor = nextCursor(rows, limit, ({ receivedAt, eventId }) => [receivedAt, eventId]);
    return c.json({ events: rows.slice(0, limit).map(showWebhookEvent), next_cursor }, 200);
  });

  api.openapi(get, async (c) => {
    const { id } = c.req.valid('param');
    const row = await db.inWorkspace(c.get('workspaceId'), ({ inbox }) => inbox.get(id));
    if (row === undefined) throw notFound('webhook event');
    return c.json({ ...showWebhookEvent(row), payload: row.payload }, 200);
  });

  api.openapi(replay, async (c) => {
    const { id } = c.req.valid('param');
    const workspace = c.get('workspaceId');
    const replayed = await db.inWorkspace(workspace, async ({ inbox, auditLog }) => {
      const before = await inbox.get(id);
      const replaying = await inbox.replay(id);
      const row = await inbox.get(id);
      if (before === undefined || replaying === undefined || row === undefined) return undefined;
      const { state, attempts } = before;
      await auditLog.append(auditEntry(c, 'webhook_event.replayed', id, { was: state, attempts }));
      return { row, wake: replaying.wake };
    });
    if (replayed === undefined) throw notFound('webhook event');
    const { row, wake } = replayed;
    // Where nobody can be woken now, the sweep finds it.
    if (wake) {
      await gateway
        .wake({ workspaceId: workspace, provider: row.paymentProvider })
        .catch((err: unknown) =>
          log.warn({ err, workspace_id: workspace }, 'workflow not woken for a replay'),
        );
    }
    return c.json(showWebhookEvent(row), 202);
  });
}
