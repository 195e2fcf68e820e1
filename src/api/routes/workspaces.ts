import { createRoute, z } from '@hono/zod-openapi';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import { paymentProviders } from '../../domain/entity.ts';
import { workspaceId } from '../../domain/ids.ts';
import { notFound } from '../api-problem.ts';
import { auditEntry } from '../caller.ts';
import { activeSessions, cancelSessions } from '../cancel-sessions.ts';
import { decodeCursor, nextCursor } from '../cursor.ts';
import { deleteSchedule } from '../delete-schedule.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, needsPlatform, refusals, workspacePath, type Api } from '../route.ts';
import { ofWorkspace, page } from '../schemas/parameters.ts';
import { withdrawEndpoints } from '../webhooks/withdraw-endpoints.ts';
import { newWorkspace, showWorkspace, workspace, workspaceList } from '../schemas/workspace.ts';

const tags = ['Workspaces'];

const create = createRoute({
  method: 'post',
  path: '/api/v1/workspaces',
  tags,
  summary: 'Create a workspace',
  ...needsPlatform,
  request: { body: jsonBody(newWorkspace) },
  responses: { 201: json(workspace, 'Created.'), ...refusals },
});

const list = createRoute({
  method: 'get',
  path: '/api/v1/workspaces',
  tags,
  summary: 'List workspaces, oldest first',
  ...needsPlatform,
  request: { query: page },
  responses: { 200: json(workspaceList, 'A page.'), ...refusals },
});

const get = createRoute({
  method: 'get',
  path: workspacePath(''),
  tags,
  summary: 'Get a workspace',
  ...needs('viewer'),
  request: { params: ofWorkspace },
  responses: { 200: json(workspace, 'The workspace.'), ...refusals },
});

const remove = createRoute({
  method: 'delete',
  path: workspacePath(''),
  tags,
  summary: 'Delete a workspace: its keys end, its providers are disconnected, its sync is cancelled',
  ...needsPlatform,
  request: { params: ofWorkspace },
  responses: { 204: { description: 'Deleted.' }, ...refusals },
});

/** Hides the workspace and ends all that acts for it: resolves to its sessions, or undefined where it was gone already. */
async function shutDown(ws: WorkspaceScope): Promise<SyncSession[] | undefined> {
  if (!(await ws.record.delete())) return undefined;
  await ws.apiKeys.revokeAll();
  await ws.paymentConfigs.deactivateAll();
  return await activeSessions(ws);
}

export function workspaceRoutes(api: Api, deps: ApiDeps): void {
  const { db } = deps;
  api.openapi(create, async (c) => {
    const { name } = c.req.valid('json');
    const made = await db.asSystem('create workspace', ({ workspaces }) => workspaces.create(name));
    await db.inWorkspace(made.id, ({ auditLog }) =>
      auditLog.append(auditEntry(c, 'workspace.created', made.id, { name })),
    );
    return c.json(showWorkspace(made), 201);
  });

  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = decodeCursor(cursor, z.uuid());
    const rows = await db.asSystem('list workspaces', ({ workspaces }) =>
      workspaces.list({ limit: limit + 1, ...(after !== undefined && { after: workspaceId(after) }) }),
    );
    const next_cursor = nextCursor(rows, limit, ({ id }) => id);
    return c.json({ workspaces: rows.slice(0, limit).map(showWorkspace), next_cursor }, 200);
  });

  api.openapi(get, async (c) => {
    const found = await db.inWorkspace(c.get('workspaceId'), ({ record }) => record.get());
    if (found === undefined) throw notFound('workspace');
    return c.json(showWorkspace(found), 200);
  });

  api.openapi(remove, async (c) => {
    const id = c.get('workspaceId');
    const connections = await db.inWorkspace(id, ({ paymentConfigs }) => paymentConfigs.list());
    const active = await db.inWorkspace(id, async (ws) => {
      const sessions = await shutDown(ws);
      if (sessions !== undefined) await ws.auditLog.append(auditEntry(c, 'workspace.deleted', id));
      return sessions;
    });
    if (active === undefined) throw notFound('workspace');
    for (const provider of paymentProviders) await deleteSchedule(deps, c, provider);
    await cancelSessions(deps, id, active);
    for (const row of connections) {
      await withdrawEndpoints(deps, { workspaceId: id, provider: row.providerName }, row);
    }
    return c.body(null, 204);
  });
}
