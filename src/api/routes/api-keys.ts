import { createRoute } from '@hono/zod-openapi';
import { apiKeyId } from '../../domain/ids.ts';
import { issueApiKey } from '../../security/tokens.ts';
import { notFound } from '../api-problem.ts';
import { auditEntry } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { apiKeyList, issuedApiKey, newApiKey, showApiKey } from '../schemas/api-key.ts';
import { ofId, ofWorkspace } from '../schemas/parameters.ts';

const tags = ['API keys'];

const create = createRoute({
  method: 'post',
  path: workspacePath('/api-keys'),
  tags,
  summary: 'Create an API key; the only time it is shown',
  ...needs('owner'),
  request: { params: ofWorkspace, body: jsonBody(newApiKey) },
  responses: { 201: json(issuedApiKey, 'Created.'), ...refusals },
});

const list = createRoute({
  method: 'get',
  path: workspacePath('/api-keys'),
  tags,
  summary: 'List API keys, revoked ones too, newest first',
  ...needs('owner'),
  request: { params: ofWorkspace },
  responses: { 200: json(apiKeyList, 'All keys.'), ...refusals },
});

const revoke = createRoute({
  method: 'delete',
  path: workspacePath('/api-keys/{id}'),
  tags,
  summary: 'Revoke an API key at once',
  ...needs('owner'),
  request: { params: ofId },
  responses: { 204: { description: 'Revoked.' }, ...refusals },
});

export function apiKeyRoutes(api: Api, { db }: ApiDeps): void {
  api.openapi(create, async (c) => {
    const { name, role } = c.req.valid('json');
    const workspace = c.get('workspaceId');
    const { key, hash, hint } = issueApiKey(workspace);
    const made = await db.inWorkspace(workspace, async (ws) => {
      const row = await ws.apiKeys.create({ name, role, keyHash: hash, keyHint: hint });
      await ws.auditLog.append(auditEntry(c, 'api_key.created', row.id, { name, role, hint }));
      return row;
    });
    return c.json({ ...showApiKey(made), key }, 201);
  });

  api.openapi(list, async (c) => {
    const rows = await db.inWorkspace(c.get('workspaceId'), ({ apiKeys }) => apiKeys.list());
    return c.json({ api_keys: rows.map(showApiKey) }, 200);
  });

  api.openapi(revoke, async (c) => {
    const id = apiKeyId(c.req.valid('param').id);
    const revoked = await db.inWorkspace(c.get('workspaceId'), async (ws) => {
      const row = await ws.apiKeys.revoke(id);
      if (row !== undefined) {
        await ws.auditLog.append(auditEntry(c, 'api_key.revoked', id, { name: row.name, role: row.role }));
      }
      return row;
    });
    if (revoked === undefined) throw notFound('API key');
    return c.body(null, 204);
  });
}
