import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ApiEnv, ApiParts } from '../deps.ts';
import { isUuid } from '../../domain/ids.ts';
import { isPaymentProvider } from '../../domain/payment-provider.ts';
import { addressPartition, clientAddress } from '../client-address.ts';
import { asApiError } from '../error-handler.ts';
import { SlowRefusals } from '../limits/slow-refusals.ts';
import { TokenBuckets } from '../limits/token-buckets.ts';
import { json, type Api } from '../route.ts';
import { provider } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';
import { EventIntake } from '../webhooks/event-intake.ts';
import { PlatformReceiver } from '../webhooks/platform/platform-receiver.ts';
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
    body: {
      content: {
        'application/json': {
          schema: z.object({}).loose(),
          example: { id: 'evt_1', type: 'customer.updated' },
        },
      },
      required: true,
    },
  },
  responses: {
    200: json(received, 'Stored.'),
    400: json(problem, 'Not signed as it must be, or not an event.'),
    413: json(problem, 'More than 16 MiB.'),
    429: json(problem, 'Too many webhooks for this workspace: try again after `Retry-After` seconds.'),
    503: json(problem, 'Not stored: try again after `Retry-After` seconds.'),
  },
});

/** For the document only, as above. */
const receiveConnected = createRoute({
  method: 'post',
  path: '/webhooks/{provider}/connect',
  tags: ['Webhooks'],
  summary: 'Receive an event of any account that is connected through the platform',
  description:
    'For the provider, not for API keys: the body is signed with the secret of the platform’s one endpoint (Stripe Connect). ' +
    'Each event goes to the one workspace that has its account in its mode. One of another account, or about nothing that the ' +
    'workspace copies, is answered 200 and not stored. That the access to an account has ended ends its connection.',
  request: {
    params: z.object({ provider }),
    body: {
      content: {
        'application/json': {
          schema: z.object({}).loose(),
          example: { id: 'evt_1', type: 'customer.updated', account: 'acct_1MtenB2eZvKYlo2C' },
        },
      },
      required: true,
    },
  },
  responses: {
    200: json(received, 'Stored, or nobody’s here.'),
    400: json(problem, 'Not signed as it must be, or not an event.'),
    413: json(problem, 'More than 16 MiB.'),
    429: json(problem, 'Too many webhooks for this workspace: try again after `Retry-After` seconds.'),
    503: json(problem, 'Not stored: try again after `Retry-After` seconds.'),
  },
});

const acknowledged = '{"received":true}';
const asJson = { 'content-type': 'application/json' };

/** Refusals that are logged a second, five times as many at once: a flood of forged webhooks must not fill the disk. */
const loggedPerSecond = 10;

/** Must be registered before all middleware: thousands of these arrive in a second, and none needs any of it. */
export function webhookRoutes(api: Api, deps: ApiParts): void {
  const intake = new EventIntake(deps);
  const receiver = new WebhookReceiver(deps, intake);
  const ofPlatform = new PlatformReceiver(deps, intake);
  const refusals = new SlowRefusals();
  const logged = new TokenBuckets({ perSecond: loggedPerSecond, keys: 1 });
  let unlogged = 0;
  api.openAPIRegistry.registerPath(receive);
  api.openAPIRegistry.registerPath(receiveConnected);

  const answer = async (
    c: Context<ApiEnv>,
    { from, workspace }: { readonly from: string; readonly workspace?: string },
    take: () => Promise<unknown>,
  ): Promise<Response> => {
    try {
      await take();
      return c.body(acknowledged, 200, asJson);
    } catch (error) {
      const requestId = randomUUID();
      c.set('requestId', requestId);
      const { status, code } = asApiError(error);
      const provider = isPaymentProvider(from) ? from : 'unknown';
      deps.metrics.webhooksRefused({ provider, reason: code }, 1);
      const address = clientAddress(c, deps.config.trustedProxies);
      if (logged.take('refused', performance.now()) > 0) {
        unlogged += 1;
      } else {
        const facts = {
          request_id: requestId,
          status,
          code,
          // Only what can be one: the rest is a stranger's text.
          ...(isPaymentProvider(from) && { provider: from }),
          ...(workspace !== undefined && isUuid(workspace) && { workspace_id: workspace }),
          remote_address: address,
          ...(unlogged > 0 && { not_logged_before: unlogged }),
        };
        unlogged = 0;
        deps.log.info(facts, 'webhook not accepted');
      }
      if (status < 500) await refusals.wait(addressPartition(address));
      throw error;
    }
  };

  // `connect` is no workspace's id.
  api.post('/webhooks/:provider/connect', async (c) => {
    const from = c.req.param('provider');
    return await answer(c, { from }, () => ofPlatform.receive(c.req.raw, from));
  });
  api.post('/webhooks/:provider/:workspace_id', async (c) => {
    const { provider: from, workspace_id: workspace } = c.req.param();
    return await answer(c, { from, workspace }, () => receiver.receive(c.req.raw, from, workspace));
  });
}
