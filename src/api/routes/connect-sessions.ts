import { createRoute, z } from '@hono/zod-openapi';
import { capabilitiesOf } from '../../domain/connect-session.ts';
import { connectSessionId } from '../../domain/ids.ts';
import { createConnectSession } from '../../services/connect-sessions/create-connect-session.ts';
import { endConnectSession } from '../../services/connect-sessions/end-connect-session.ts';
import { findConnectSession } from '../../services/connect-sessions/use-link.ts';
import { notFound } from '../../services/not-found.ts';
import { ApiError } from '../api-error.ts';
import { callerOf } from '../caller.ts';
import { decodeCursor, nextCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { idempotency, idempotencyRefusals, onlyOnce } from '../idempotency.ts';
import { roleIn } from '../principals/principal.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import {
  assertOnPortal,
  connectSession,
  connectSessionJson,
  connectSessionList,
  madeConnectSession,
  newConnectSession,
  wantedConnectSession,
} from '../schemas/connections/connect-session.ts';
import { ofId, ofWorkspace, page } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';

const tags = ['Connect sessions'];

const create = createRoute({
  method: 'post',
  path: workspacePath('/connect-sessions'),
  tags,
  summary: 'Make a link by which a merchant connects an account without a key of this API',
  description:
    "Call it from the platform's backend when the merchant asks for it, and send the browser to `url`, or show it in a frame on " +
    'one of `embed_origins`. The page makes a restricted key one click away, checks it permission by permission, sets up the ' +
    'webhook, starts the first sync and shows it. The link opens one page, once: neither rows, nor keys, nor another workspace. ' +
    'Its steps are in the audit log as `connect_session:<id>`.',
  ...needs('operator'),
  request: { params: ofWorkspace, headers: idempotency, body: jsonBody(newConnectSession, false) },
  responses: {
    201: json(madeConnectSession, 'Made. `url` is shown only here.'),
    ...refusals,
    409: json(problem, idempotencyRefusals[409]),
    422: json(problem, idempotencyRefusals[422]),
  },
});

const list = createRoute({
  method: 'get',
  path: workspacePath('/connect-sessions'),
  tags,
  summary: 'List connect sessions, used and expired ones too, newest first',
  description: 'Those of the last 30 days. Their links are not shown again.',
  ...needs('operator'),
  request: { params: ofWorkspace, query: page },
  responses: { 200: json(connectSessionList, 'A page.'), ...refusals },
});

const get = createRoute({
  method: 'get',
  path: workspacePath('/connect-sessions/{id}'),
  tags,
  summary: 'Whether a link was used, and until when its page works',
  description: 'Whether the account was connected in the end, `GET …/sync/{provider}/status` says.',
  ...needs('operator'),
  request: { params: ofId },
  responses: { 200: json(connectSession, 'The session.'), ...refusals },
});

const end = createRoute({
  method: 'delete',
  path: workspacePath('/connect-sessions/{id}'),
  tags,
  summary: 'End a connect session at once: its link, and the page that it opened',
  description: 'What the merchant has done on the page stays. A session that has ended already is a 404.',
  ...needs('operator'),
  request: { params: ofId },
  responses: { 204: { description: 'Ended.' }, ...refusals },
});

export function connectSessionRoutes(api: Api, deps: ApiDeps): void {
  const { db, config } = deps;

  api.openapi(create, (c) =>
    onlyOnce(deps, c, async () => {
      // The body may be omitted.
      const body = newConnectSession.parse(c.req.valid('json'));
      assertOnPortal(body, config.portalOrigins);
      const mayHandOn = capabilitiesOf(roleIn(c.get('principal'), c.get('workspace').id));
      const beyond = body.capabilities?.filter((each) => !mayHandOn.includes(each)) ?? [];
      if (beyond.length > 0) {
        const message = `A caller cannot hand on what it may not do: ${beyond.join(', ')}. That needs the role owner.`;
        throw new ApiError(403, 'forbidden', message);
      }
      const wanted = wantedConnectSession(body, deps.providers[body.provider], mayHandOn);
      const { row, url } = await createConnectSession(deps, callerOf(c), wanted);
      return c.json({ ...connectSessionJson(row), url }, 201);
    }),
  );

  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, z.uuid());
    const rows = await db.inWorkspace(c.get('workspace').id, (ws) =>
      ws.connectSessions.list({
        limit: limit + 1,
        after: after === undefined ? undefined : connectSessionId(after),
      }),
    );
    const next_cursor = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    return c.json({ connect_sessions: rows.slice(0, limit).map(connectSessionJson), next_cursor }, 200);
  });

  api.openapi(get, async (c) => {
    const key = { workspaceId: c.get('workspace').id, id: connectSessionId(c.req.valid('param').id) };
    const row = await findConnectSession(deps, key);
    if (row === undefined) throw notFound('connect session');
    return c.json(connectSessionJson(row), 200);
  });

  api.openapi(end, async (c) => {
    await endConnectSession(deps, callerOf(c), { id: connectSessionId(c.req.valid('param').id) });
    return c.body(null, 204);
  });
}
