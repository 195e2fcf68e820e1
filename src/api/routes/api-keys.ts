import { createRoute, z } from '@hono/zod-openapi';
import { apiKeyId } from '../../domain/ids.ts';
import { createApiKey } from '../../services/api-keys/create-api-key.ts';
import { listApiKeys } from '../../services/api-keys/list-api-keys.ts';
import { revokeApiKey } from '../../services/api-keys/revoke-api-key.ts';
import { callerOf } from '../caller.ts';
import { decodeCursor, nextCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { idempotency, idempotencyRefusals, onlyOnce } from '../idempotency.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { apiKeyList, issuedApiKey, newApiKey, apiKeyJson } from '../schemas/api-key.ts';
import { ofId, ofWorkspace, page } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';

const tags = ['API keys'];

const create = createRoute({
  method: 'post',
  path: workspacePath('/api-keys'),
  tags,
  summary: 'Create an API key; it is shown only in this answer',
  description:
    'A `viewer` reads, an `operator` starts and replays, an `owner` changes the connection and other keys. Only a hash of the key is stored.',
  ...needs('owner'),
  request: { params: ofWorkspace, headers: idempotency, body: jsonBody(newApiKey) },
  responses: {
    201: json(issuedApiKey, 'Created.'),
    ...refusals,
    409: json(problem, idempotencyRefusals[409]),
    422: json(problem, `\`too_many_api_keys\`: revoke one first. ${idempotencyRefusals[422]}`),
  },
});

const list = createRoute({
  method: 'get',
  path: workspacePath('/api-keys'),
  tags,
  summary: 'List API keys, revoked and expired ones too, newest first',
  description:
    'With role, the last four characters, and when each was last used. The keys themselves are not stored.',
  ...needs('owner'),
  request: { params: ofWorkspace, query: page },
  responses: { 200: json(apiKeyList, 'A page.'), ...refusals },
});

const revoke = createRoute({
  method: 'delete',
  path: workspacePath('/api-keys/{id}'),
  tags,
  summary: 'Revoke an API key at once',
  description:
    'Requests with it get 401 from now on, in every process of the API, and its sessions in the dashboard end. A key that is revoked already is a 404.',
  ...needs('owner'),
  request: { params: ofId },
  responses: { 204: { description: 'Revoked.' }, ...refusals },
});

export function apiKeyRoutes(api: Api, deps: ApiDeps): void {
  const { db, principals } = deps;
  api.openapi(create, (c) =>
    onlyOnce(deps, c, async () => {
      const { name, role, expires_at } = c.req.valid('json');
      const expiresAt = expires_at === null ? null : new Date(expires_at);
      const { row, key } = await createApiKey({ db }, callerOf(c), { name, role, expiresAt });
      return c.json({ ...apiKeyJson(row), key }, 201);
    }),
  );

  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, z.uuid());
    const rows = await listApiKeys({ db }, callerOf(c), {
      limit: limit + 1,
      after: after === undefined ? undefined : apiKeyId(after),
    });
    const next_cursor = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    return c.json({ api_keys: rows.slice(0, limit).map(apiKeyJson), next_cursor }, 200);
  });

  api.openapi(revoke, async (c) => {
    const caller = callerOf(c);
    await revokeApiKey({ db }, caller, { id: apiKeyId(c.req.valid('param').id) });
    // Other processes hear of it by themselves; here the next request may come first.
    principals.forget(caller.workspaceId);
    return c.body(null, 204);
  });
}
