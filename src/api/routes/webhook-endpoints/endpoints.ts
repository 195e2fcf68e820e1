import { createRoute, z } from '@hono/zod-openapi';
import { receiverId } from '../../../domain/ids.ts';
import { changeReceiver } from '../../../services/receivers/change-receiver.ts';
import { createReceiver } from '../../../services/receivers/create-receiver.ts';
import { deleteReceiver } from '../../../services/receivers/delete-receiver.ts';
import { listReceivers, readReceiver } from '../../../services/receivers/read-receivers.ts';
import { rotateSigningSecret } from '../../../services/receivers/rotate-signing-secret.ts';
import { decodeCursor, nextCursor } from '../../cursor.ts';
import type { ApiDeps } from '../../deps.ts';
import { idempotency, idempotencyRefusals } from '../../idempotency.ts';
import { json, jsonBody, refusals, type Api } from '../../route.ts';
import { page } from '../../schemas/parameters.ts';
import { problem } from '../../schemas/problem.ts';
import {
  createdWebhookEndpoint,
  newWebhookEndpoint,
  rotatedSecret,
  secretRotation,
  webhookEndpoint,
  webhookEndpointChange,
  webhookEndpointJson,
  webhookEndpointList,
} from '../../schemas/outgoing/webhook-endpoint.ts';
import type { Owner } from './owner.ts';

const tags = ['Outgoing webhooks'];
const refusedUrl = json(problem, '`webhook_endpoint_refused`: nothing can be sent to this URL.');

const routesOf = ({ of, path, needs, ofAll, ofOne }: Owner) => ({
  create: createRoute({
    method: 'post',
    path: path(''),
    tags,
    summary: `Create an endpoint ${of}; its secret is shown only in this answer`,
    description:
      'An address that is told what happens: connections, syncs, conflicts, quarantine. Verify each webhook with the secret, as Standard Webhooks says.',
    ...needs('owner'),
    request: { params: ofAll, headers: idempotency, body: jsonBody(newWebhookEndpoint) },
    responses: {
      201: json(createdWebhookEndpoint, 'Created.'),
      ...refusals,
      409: json(problem, idempotencyRefusals[409]),
      422: json(
        problem,
        '`webhook_endpoint_refused`: nothing can be sent to this URL. `too_many_webhook_endpoints`: delete one first. ' +
          idempotencyRefusals[422],
      ),
    },
  }),
  list: createRoute({
    method: 'get',
    path: path(''),
    tags,
    summary: `List the endpoints ${of}, newest first`,
    description:
      'With what each is told, whether it is on, and since when it takes nothing. There are 20 at most.',
    ...needs('operator'),
    request: { params: ofAll, query: page },
    responses: { 200: json(webhookEndpointList, 'A page.'), ...refusals },
  }),
  get: createRoute({
    method: 'get',
    path: path('/{id}'),
    tags,
    summary: `Get an endpoint ${of}`,
    description:
      'Its address, what it is told, and whether it takes what is sent. Its secret is not shown again.',
    ...needs('operator'),
    request: { params: ofOne },
    responses: { 200: json(webhookEndpoint, 'The endpoint.'), ...refusals },
  }),
  change: createRoute({
    method: 'patch',
    path: path('/{id}'),
    tags,
    summary: `Change an endpoint ${of}, or switch it on or off`,
    description:
      'What is left out stays. While it is off, what happens is kept as failed deliveries, which can be replayed.',
    ...needs('owner'),
    request: { params: ofOne, body: jsonBody(webhookEndpointChange) },
    responses: { 200: json(webhookEndpoint, 'As it is now.'), ...refusals, 422: refusedUrl },
  }),
  remove: createRoute({
    method: 'delete',
    path: path('/{id}'),
    tags,
    summary: `Delete an endpoint ${of} with its secrets and its log`,
    description:
      'What waits for it is not sent any more. To stop it for a while only, set `enabled` to false instead.',
    ...needs('owner'),
    request: { params: ofOne },
    responses: { 204: { description: 'Deleted.' }, ...refusals },
  }),
  rotate: createRoute({
    method: 'post',
    path: path('/{id}/rotate-secret'),
    tags,
    summary: `Give an endpoint ${of} a new secret; both sign for a while`,
    description:
      'Meanwhile each webhook has a signature by either, so that the receiver can change over without losing one.',
    ...needs('owner'),
    request: { params: ofOne, body: jsonBody(secretRotation, false) },
    responses: { 200: json(rotatedSecret, 'The new secret, shown only here.'), ...refusals },
  }),
});

export function endpointRoutes(api: Api, deps: ApiDeps, owner: Owner): void {
  const { create, list, get, change, remove, rotate } = routesOf(owner);

  api.openapi(create, (c) =>
    owner.onlyOnce(deps, c, async () => {
      const { row, secret } = await createReceiver(deps, owner.caller(c), c.req.valid('json'));
      return c.json({ ...webhookEndpointJson(row), secret }, 201);
    }),
  );

  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, z.uuid());
    const rows = await listReceivers(deps, owner.caller(c), {
      limit: limit + 1,
      after: after === undefined ? undefined : receiverId(after),
    });
    const next_cursor = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    return c.json({ webhook_endpoints: rows.slice(0, limit).map(webhookEndpointJson), next_cursor }, 200);
  });

  api.openapi(get, async (c) => {
    const id = receiverId(c.req.valid('param').id);
    return c.json(webhookEndpointJson(await readReceiver(deps, owner.caller(c), id)), 200);
  });

  api.openapi(change, async (c) => {
    const { url, description, types, enabled } = c.req.valid('json');
    const row = await changeReceiver(deps, owner.caller(c), {
      id: receiverId(c.req.valid('param').id),
      change: {
        ...(url !== undefined && { url }),
        ...(description !== undefined && { description }),
        ...(types !== undefined && { types }),
        ...(enabled !== undefined && { enabled }),
      },
    });
    return c.json(webhookEndpointJson(row), 200);
  });

  api.openapi(remove, async (c) => {
    await deleteReceiver(deps, owner.caller(c), { id: receiverId(c.req.valid('param').id) });
    return c.body(null, 204);
  });

  api.openapi(rotate, async (c) => {
    // A request without a body is not validated.
    const { overlap_seconds } = secretRotation.parse(c.req.valid('json') ?? {});
    const { row, secret } = await rotateSigningSecret(deps, owner.caller(c), {
      id: receiverId(c.req.valid('param').id),
      overlapMs: overlap_seconds * 1000,
    });
    return c.json({ id: row.id, secret }, 200);
  });
}
