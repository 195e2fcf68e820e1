import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { ApiDeps } from '../deps.ts';
import { asApiError } from '../error-handler.ts';
import { json, type Api } from '../route.ts';
import { provider } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';
import { WebhookReceiver } from '../webhooks/webhook-receiver.ts';

const received = z.object({ received: z.literal(true) }).openapi('WebhookReceived');

/** For the document only: the receiver reads the body as bytes, because the bytes were signed. */
const receive = createRoute({
  method: 'post',
  path: '/webhooks/{provider}/{workspace_id}',
  tags: ['Webhooks'],
  summary: 'Receive an event of a provider',
  description:
    'For the provider, not for API keys: the body is signed with the secret of the workspace’s own endpoint. ' +
    'The answer is 200 when the event is stored, also if it was stored before. Everything that is not signed as it must ' +
    'be gets the same 400, whatever the reason.',
  request: {
    params: z.object({ provider, workspace_id: z.uuid() }),
    body: { content: { 'application/json': { schema: z.object({}).loose() } }, required: true },
  },
  responses: {
    200: json(received, 'Stored.'),
    400: json(problem, 'Not signed as it must be, or not an event.'),
    413: json(problem, 'More than 1 MiB.'),
    429: json(problem, 'Too many webhooks for this workspace: try again after `Retry-After` seconds.'),
    503: json(problem, 'Not stored: try again after `Retry-After` seconds.'),
  },
});

const acknowledged = '{"received":true}';
const asJson = { 'content-type': 'application/json' };

/** Must be registered before all middleware: thousands of these arrive in a second, and none needs any of it. */
export function webhookRoutes(api: Api, deps: ApiDeps): void {
  const receiver = new WebhookReceiver(deps);
  api.openAPIRegistry.registerPath(receive);

  api.post('/webhooks/:provider/:workspace_id', async (c) => {
    const { provider: from, workspace_id } = c.req.param();
    try {
      await receiver.receive(c.req.raw, from, workspace_id);
      return c.body(acknowledged, 200, asJson);
    } catch (error) {
      const requestId = randomUUID();
      c.set('requestId', requestId);
      const { status, code } = asApiError(error);
      deps.log.info(
        { request_id: requestId, workspace_id, provider: from, status, code },
        'webhook not accepted',
      );
      throw error;
    }
  });
}
