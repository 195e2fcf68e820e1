import { createRoute } from '@hono/zod-openapi';
import { connectThroughPlatform } from '../../../services/connections/connect-through-platform.ts';
import { callerOf } from '../../caller.ts';
import type { ApiDeps } from '../../deps.ts';
import { idempotency, idempotencyRefusals, onlyOnce } from '../../idempotency.ts';
import { json, jsonBody, needsPlatform, refusals, workspacePath, type Api } from '../../route.ts';
import { platformAccount, platformConnectionOf } from '../../schemas/connections/platform-account.ts';
import { ofProvider } from '../../schemas/parameters.ts';
import { configuredProvider } from '../../schemas/payment-provider.ts';
import { problem } from '../../schemas/problem.ts';
import { configuredJson } from './configured.ts';

const throughPlatform = createRoute({
  method: 'post',
  path: workspacePath('/payment-providers/{provider}/account'),
  tags: ['Payment providers'],
  summary: 'Connect an account by the platform’s own key, without one of the merchant’s (Stripe Connect)',
  description:
    'The account must be connected to the platform’s own at the provider, and is then one workspace’s only. Its events come by ' +
    'the platform’s one endpoint. Whoever names an account reads it, so a workspace’s keys may not: a merchant connects on the ' +
    'page of a connect session, where the provider asks for consent.',
  ...needsPlatform,
  request: { params: ofProvider, headers: idempotency, body: jsonBody(platformAccount) },
  responses: {
    200: json(configuredProvider, 'Connected.'),
    ...refusals,
    409: json(
      problem,
      `\`account_mismatch\`: another account is connected. \`account_taken\`: this one is, elsewhere. ${idempotencyRefusals[409]}`,
    ),
    422: json(problem, `\`provider_not_configured\`: no key of the platform’s. ${idempotencyRefusals[422]}`),
  },
});

export function platformAccountRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(throughPlatform, (c) =>
    onlyOnce(deps, c, async () => {
      const { provider } = c.req.valid('param');
      const wanted = platformConnectionOf(deps.providers[provider], c.req.valid('json'));
      return c.json(configuredJson(deps, await connectThroughPlatform(deps, callerOf(c), wanted)), 200);
    }),
  );
}
