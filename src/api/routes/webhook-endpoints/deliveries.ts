import { createRoute, z } from '@hono/zod-openapi';
import { deliveryStates } from '../../../db/notifications/deliveries-table.ts';
import { receiverId } from '../../../domain/ids.ts';
import { listAttempts, listDeliveries, readDelivery } from '../../../services/receivers/read-receivers.ts';
import { replayDelivery, replaySince, testReceiver } from '../../../services/receivers/send-again.ts';
import { decodeCursor, nextCursor } from '../../cursor.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, jsonBody, refusals, type Api } from '../../route.ts';
import {
  delivery,
  deliveryAttemptJson,
  deliveryAttemptList,
  deliveryJson,
  deliveryList,
  replay,
  replayed,
} from '../../schemas/outgoing/delivery.ts';
import { page } from '../../schemas/parameters.ts';
import { problem } from '../../schemas/problem.ts';
import type { Owner } from './owner.ts';

const tags = ['Outgoing webhooks'];
const off = json(problem, '`webhook_endpoint_disabled`: switch it on first.');

const routesOf = ({ of, path, needs, ofOne }: Owner) => {
  const ofDelivery = ofOne.extend({ delivery_id: z.uuid() });
  return {
    test: createRoute({
      method: 'post',
      path: path('/{id}/test'),
      tags,
      summary: `Send a test to an endpoint ${of}`,
      description: 'A webhook of the type `webhook.test`, sent once, also to an endpoint that is off.',
      ...needs('operator'),
      request: { params: ofOne },
      responses: { 202: json(delivery, 'It is on its way: its attempts say what came of it.'), ...refusals },
    }),
    list: createRoute({
      method: 'get',
      path: path('/{id}/deliveries'),
      tags,
      summary: `List what is sent to an endpoint ${of}, newest first`,
      description:
        'Each notification once, with its state, its attempts, and its body as it is sent. Narrow it by `state`.',
      ...needs('operator'),
      request: { params: ofOne, query: page.extend({ state: z.enum(deliveryStates).optional() }) },
      responses: { 200: json(deliveryList, 'A page.'), ...refusals },
    }),
    get: createRoute({
      method: 'get',
      path: path('/{id}/deliveries/{delivery_id}'),
      tags,
      summary: `Get one delivery to an endpoint ${of}`,
      description: 'Whether it has arrived, when it is tried next, and why the last attempt was no success.',
      ...needs('operator'),
      request: { params: ofDelivery },
      responses: { 200: json(delivery, 'The delivery.'), ...refusals },
    }),
    attempts: createRoute({
      method: 'get',
      path: path('/{id}/attempts'),
      tags,
      summary: `List the requests to an endpoint ${of} and their answers, newest first`,
      description:
        'With HTTP status, duration, and how the answer began. `delivery_id` narrows it to one delivery.',
      ...needs('operator'),
      request: { params: ofOne, query: page.extend({ delivery_id: z.uuid().optional() }) },
      responses: { 200: json(deliveryAttemptList, 'A page.'), ...refusals },
    }),
    replayOne: createRoute({
      method: 'post',
      path: path('/{id}/deliveries/{delivery_id}/replay'),
      tags,
      summary: `Send a delivery to an endpoint ${of} again`,
      description:
        'Whatever its state. It keeps its `webhook-id`, by which a receiver knows that it had it already.',
      ...needs('operator'),
      request: { params: ofDelivery },
      responses: { 202: json(delivery, 'It waits.'), ...refusals, 409: off },
    }),
    replayAll: createRoute({
      method: 'post',
      path: path('/{id}/replay'),
      tags,
      summary: `Send again to an endpoint ${of} all that failed since a time`,
      description:
        'For a receiver that was away. With `delivered` also what has arrived, for one that has lost it.',
      ...needs('operator'),
      request: { params: ofOne, body: jsonBody(replay) },
      responses: { 202: json(replayed, 'How many wait.'), ...refusals, 409: off },
    }),
  };
};

export function deliveryRoutes(api: Api, deps: ApiDeps, owner: Owner): void {
  const { test, list, get, attempts, replayOne, replayAll } = routesOf(owner);

  api.openapi(test, async (c) => {
    const receiver = receiverId(c.req.valid('param').id);
    return c.json(deliveryJson(await testReceiver(deps, owner.caller(c), { receiver })), 202);
  });

  api.openapi(list, async (c) => {
    const { limit, cursor, state } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, z.uuid());
    const receiver = receiverId(c.req.valid('param').id);
    const rows = await listDeliveries(deps, owner.caller(c), receiver, { limit: limit + 1, after, state });
    const next_cursor = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    return c.json({ deliveries: rows.slice(0, limit).map(deliveryJson), next_cursor }, 200);
  });

  api.openapi(get, async (c) => {
    const { id, delivery_id } = c.req.valid('param');
    const row = await readDelivery(deps, owner.caller(c), receiverId(id), delivery_id);
    return c.json(deliveryJson(row), 200);
  });

  api.openapi(attempts, async (c) => {
    const { limit, cursor, delivery_id } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, z.uuid());
    const receiver = receiverId(c.req.valid('param').id);
    const wanted = { limit: limit + 1, after, delivery: delivery_id };
    const rows = await listAttempts(deps, owner.caller(c), receiver, wanted);
    const next_cursor = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    return c.json({ attempts: rows.slice(0, limit).map(deliveryAttemptJson), next_cursor }, 200);
  });

  api.openapi(replayOne, async (c) => {
    const { id, delivery_id } = c.req.valid('param');
    const row = await replayDelivery(deps, owner.caller(c), { receiver: receiverId(id), id: delivery_id });
    return c.json(deliveryJson(row), 202);
  });

  api.openapi(replayAll, async (c) => {
    const { since, delivered } = c.req.valid('json');
    const deliveries = await replaySince(deps, owner.caller(c), {
      receiver: receiverId(c.req.valid('param').id),
      replay: { since: new Date(since), delivered },
    });
    return c.json({ deliveries }, 202);
  });
}
