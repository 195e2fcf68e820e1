import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import { sessionId } from '../../domain/ids.ts';
import { isFinal, sessionStatuses } from '../../domain/session-state.ts';
import { SessionNotActive } from '../../temporal/session-refusal.ts';
import { notFound } from '../api-problem.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../route.ts';
import { limit, ofId, ofWorkspace, provider } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';
import { liveSession, session, sessionList, showSession } from '../schemas/session.ts';
import { showLiveSession } from '../show-live-session.ts';

const tags = ['Sync sessions'];

const list = createRoute({
  method: 'get',
  path: workspacePath('/sync/sessions'),
  tags,
  summary: 'List sync sessions, newest first',
  ...needs('viewer'),
  request: {
    params: ofWorkspace,
    query: z.object({
      provider: provider.optional(),
      status: z.enum(sessionStatuses).optional(),
      limit: limit(),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    }),
  },
  responses: { 200: json(sessionList, 'A page.'), ...refusals },
});

const get = createRoute({
  method: 'get',
  path: workspacePath('/sync/sessions/{id}'),
  tags,
  summary: 'Get a sync session with its live progress',
  ...needs('viewer'),
  request: { params: ofId },
  responses: { 200: json(liveSession, 'The session.'), ...refusals },
});

const cancel = createRoute({
  method: 'post',
  path: workspacePath('/sync/sessions/{id}/cancel'),
  tags,
  summary: 'Cancel a sync session: what was written stays, and the next start goes on from there',
  ...needs('operator'),
  request: { params: ofId },
  responses: {
    200: json(session, 'Cancelled.'),
    ...refusals,
    409: json(problem, '`session_not_active`: it has ended already.'),
  },
});

export function syncSessionRoutes(api: Api, { db, gateway, config }: ApiDeps): void {
  const find = async (c: Context<ApiEnv>, id: string): Promise<SyncSession> => {
    const found = await db.inWorkspace(c.get('workspaceId'), ({ sessions }) => sessions.get(sessionId(id)));
    if (found === undefined) throw notFound('sync session');
    return found;
  };

  api.openapi(list, async (c) => {
    const { provider: of, status, limit: size, offset } = c.req.valid('query');
    const workspaceId = c.get('workspaceId');
    const filter = { provider: of, status };
    const { rows, total } = await db.inWorkspace(workspaceId, async ({ sessions }) => ({
      rows: await sessions.list({ ...filter, limit: size, offset }),
      total: await sessions.count(filter),
    }));
    const shown = rows.map((row) => showSession(row, config.temporalUi));
    return c.json({ sessions: shown, total, limit: size, offset, workspace_id: workspaceId }, 200);
  });

  api.openapi(get, async (c) => {
    const found = await find(c, c.req.valid('param').id);
    return c.json(await showLiveSession({ db, gateway }, found, config.temporalUi), 200);
  });

  api.openapi(cancel, async (c) => {
    const { id } = c.req.valid('param');
    const found = await find(c, id);
    if (isFinal(found.status)) throw new SessionNotActive();
    await gateway.cancelSession({ workspaceId: found.workspaceId, provider: found.providerName }, found.id);
    return c.json(showSession(await find(c, id), config.temporalUi), 200);
  });
}
