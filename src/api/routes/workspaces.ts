import { createRoute, z } from '@hono/zod-openapi';
import { workspaceId } from '../../domain/ids.ts';
import { createWorkspace } from '../../services/workspaces/create-workspace.ts';
import { listWorkspaces } from '../../services/workspaces/list-workspaces.ts';
import { deleteWorkspace } from '../../services/workspaces/delete-workspace.ts';
import { callerOf, platformCallerOf } from '../caller.ts';
import { decodeCursor, nextCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { idempotency, idempotencyRefusals, replayed, reused } from '../idempotency.ts';
import { json, jsonBody, needs, needsPlatform, refusals, workspacePath, type Api } from '../route.ts';
import { ofWorkspace, page } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';
import { newWorkspace, workspace, workspaceJson, workspaceList } from '../schemas/workspace.ts';

const tags = ['Workspaces'];

const create = createRoute({
  method: 'post',
  path: '/api/v1/workspaces',
  tags,
  summary: 'Create a workspace',
  description:
    'A workspace is one merchant of the platform: keys, connections, rows and logs belong to exactly one. Send an `Idempotency-Key`, so that a repeated request makes no second one.',
  ...needsPlatform,
  request: { headers: idempotency, body: jsonBody(newWorkspace) },
  responses: {
    201: json(workspace, 'Created; or the one that the same `Idempotency-Key` has created, at any time.'),
    ...refusals,
    422: json(problem, idempotencyRefusals[422]),
  },
});

const list = createRoute({
  method: 'get',
  path: '/api/v1/workspaces',
  tags,
  summary: 'List workspaces, oldest first',
  description:
    'Those that are not deleted. `GET /api/v1/overview` has them with the state of their connections.',
  ...needsPlatform,
  request: { query: page },
  responses: { 200: json(workspaceList, 'A page.'), ...refusals },
});

const get = createRoute({
  method: 'get',
  path: workspacePath(''),
  tags,
  summary: 'Get a workspace',
  description:
    'Its name and dates. A key of another workspace gets the same 403 whether the workspace exists or not.',
  ...needs('viewer'),
  request: { params: ofWorkspace },
  responses: { 200: json(workspace, 'The workspace.'), ...refusals },
});

const remove = createRoute({
  method: 'delete',
  path: workspacePath(''),
  tags,
  summary: 'Delete a workspace: revoke its keys, disconnect its providers, cancel its sync',
  description: 'All of that at once. Its rows are removed for good `WORKSPACE_PURGE_AFTER_DAYS` later.',
  ...needsPlatform,
  request: { params: ofWorkspace },
  responses: { 204: { description: 'Deleted.' }, ...refusals },
});

export function workspaceRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(create, async (c) => {
    const { name } = c.req.valid('json');
    const idempotencyKey = c.req.valid('header')['idempotency-key'];
    const { row, isNew } = await createWorkspace(deps, platformCallerOf(c), { name, idempotencyKey });
    if (!isNew && (row.name !== name || row.deletedAt !== null)) throw reused();
    if (!isNew) replayed(c);
    return c.json(workspaceJson(row), 201);
  });

  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, z.uuid());
    const rows = await listWorkspaces(deps, {
      limit: limit + 1,
      after: after === undefined ? undefined : workspaceId(after),
    });
    const next_cursor = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    return c.json({ workspaces: rows.slice(0, limit).map(workspaceJson), next_cursor }, 200);
  });

  api.openapi(get, (c) => c.json(workspaceJson(c.get('workspace')), 200));

  api.openapi(remove, async (c) => {
    const caller = callerOf(c);
    await deleteWorkspace(deps, caller);
    deps.principals.forget(caller.workspaceId);
    return c.body(null, 204);
  });
}
