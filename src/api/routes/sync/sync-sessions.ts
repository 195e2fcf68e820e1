import { createRoute, z } from '@hono/zod-openapi';
import { sessionId } from '../../../domain/ids.ts';
import { maxCountedSessions, sessionStatuses } from '../../../domain/session-state.ts';
import { cancelSession } from '../../../services/sessions/cancel-session.ts';
import { listSessions } from '../../../services/sessions/list-sessions.ts';
import { readLiveSession } from '../../../services/sessions/read-live-session.ts';
import { callerOf, temporalUiFor } from '../../caller.ts';
import { decodeCursor, idPosition, nextCursor } from '../../cursor.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../../route.ts';
import { limit, ofId, ofWorkspace, page, provider } from '../../schemas/parameters.ts';
import { problem } from '../../schemas/problem.ts';
import { liveSession, liveSessionJson, session, sessionJson, sessionList } from '../../schemas/session.ts';

const tags = ['Sync sessions'];

const list = createRoute({
  method: 'get',
  path: workspacePath('/sync/sessions'),
  tags,
  summary: 'List sync sessions, newest first',
  description:
    'Full, incremental and webhook sessions, also those that ended. Pages go on by `cursor`, or by `offset` among the newest 10,000; `total` counts no further than these.',
  ...needs('viewer'),
  request: {
    params: ofWorkspace,
    query: z.object({
      provider: provider.optional(),
      status: z.enum(sessionStatuses).optional(),
      limit: limit(),
      offset: z.coerce.number().int().min(0).max(maxCountedSessions).default(0),
      cursor: page.shape.cursor,
    }),
  },
  responses: { 200: json(sessionList, 'A page.'), ...refusals },
});

const get = createRoute({
  method: 'get',
  path: workspacePath('/sync/sessions/{id}'),
  tags,
  summary: 'Get a sync session with its live progress',
  description:
    'What was read and written of each entity, the rate, the time that is left, and the run in Temporal. `…/stream` sends the same as it changes.',
  ...needs('viewer'),
  request: { params: ofId },
  responses: { 200: json(liveSession, 'The session.'), ...refusals },
});

const cancel = createRoute({
  method: 'post',
  path: workspacePath('/sync/sessions/{id}/cancel'),
  tags,
  summary: 'Cancel a sync session: its rows stay, and the next session continues from there',
  description:
    'A queued or waiting session ends too. What was read stays, and the pages that are being written are finished first.',
  ...needs('operator'),
  request: { params: ofId },
  responses: {
    200: json(session, 'Cancelled.'),
    ...refusals,
    409: json(problem, '`session_not_active`: it has ended already.'),
  },
});

export function syncSessionRoutes(api: Api, { db, gateway, providers, config }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const { provider: of, status, limit: size, offset, cursor } = c.req.valid('query');
    const workspaceId = c.get('workspace').id;
    const position = decodeCursor(c.req.path, cursor, idPosition);
    const after = position === undefined ? undefined : sessionId(position);
    const wanted = { provider: of, status, limit: size + 1, offset, after };
    const { rows, total } = await listSessions({ db }, callerOf(c), wanted);
    const ui = temporalUiFor(c.get('principal'), config);
    const sessions = rows.slice(0, size).map((row) => sessionJson(row, ui));
    const next_cursor = nextCursor(c.req.path, rows, size, ({ id }) => id);
    return c.json({ sessions, next_cursor, total, limit: size, offset, workspace_id: workspaceId }, 200);
  });

  api.openapi(get, async (c) => {
    const id = sessionId(c.req.valid('param').id);
    const live = await readLiveSession({ db, gateway, providers }, callerOf(c), { id });
    return c.json(liveSessionJson(live, temporalUiFor(c.get('principal'), config)), 200);
  });

  api.openapi(cancel, async (c) => {
    const id = sessionId(c.req.valid('param').id);
    const row = await cancelSession({ db, gateway }, callerOf(c), { id });
    return c.json(sessionJson(row, temporalUiFor(c.get('principal'), config)), 200);
  });
}
