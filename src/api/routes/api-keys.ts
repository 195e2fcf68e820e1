import { createRoute } from '@hono/zod-openapi';
import { apiKeyId } from '../../domain/ids.ts';
import { createApiKey } from '../../services/api-keys/create-api-key.ts';
import { revokeApiKey } from '../../services/api-keys/revoke-api-key.ts';
import { callerOf } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { apiKeyList, issuedApiKey, newApiKey, apiKeyJson } from '../schemas/api-key.ts';
import { ofId, ofWorkspace } from '../schemas/parameters.ts';

const tags = ['API keys'];

const create = createRoute({
  method: 'post',
  path: workspacePath('/api-keys'),
  tags,
  summary: 'Create an API key; it is shown only in this answer',
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
    const { row, key } = await createApiKey({ db }, callerOf(c), c.req.valid('json'));
    return c.json({ ...apiKeyJson(row), key }, 201);
  });

  api.openapi(list, async (c) => {
    const rows = await db.inWorkspace(c.get('workspace').id, ({ apiKeys }) => apiKeys.list());
    return c.json({ api_keys: rows.map(apiKeyJson) }, 200);
  });

  api.openapi(revoke, async (c) => {
    await revokeApiKey({ db }, callerOf(c), { id: apiKeyId(c.req.valid('param').id) });
    return c.body(null, 204);
  });
}
