import { createRoute } from '@hono/zod-openapi';
import { connectProvider } from '../connect-provider.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { ofProvider, ofWorkspace } from '../schemas/parameters.ts';
import {
  configuredProvider,
  paymentProviderList,
  providerCredentials,
  showPaymentProvider,
  webhookState,
} from '../schemas/payment-provider.ts';
import { problem } from '../schemas/problem.ts';

const tags = ['Payment providers'];

const configure = createRoute({
  method: 'post',
  path: workspacePath('/payment-providers/{provider}'),
  tags,
  summary: 'Connect a provider account, or give the connected one a new key',
  description:
    'The key is tried with the provider first, then encrypted. A key of another account is refused.',
  ...needs('owner'),
  request: { params: ofProvider, body: jsonBody(providerCredentials) },
  responses: {
    200: json(configuredProvider, 'Connected.'),
    ...refusals,
    409: json(problem, '`account_mismatch`: another account is connected.'),
  },
});

const list = createRoute({
  method: 'get',
  path: workspacePath('/payment-providers'),
  tags,
  summary: 'List connected provider accounts',
  ...needs('viewer'),
  request: { params: ofWorkspace },
  responses: { 200: json(paymentProviderList, 'All of them.'), ...refusals },
});

export function paymentProviderRoutes(api: Api, deps: ApiDeps): void {
  api.openapi(configure, async (c) => {
    const { provider } = c.req.valid('param');
    const { api_key, webhook_secret } = c.req.valid('json');
    const config = await connectProvider(deps, c, provider, {
      apiKey: api_key,
      webhookSecret: webhook_secret,
    });
    return c.json(
      {
        message: 'Payment provider configured successfully',
        provider,
        webhook_url: config.webhookUrl,
        config_id: config.id,
        webhook: webhookState(config),
      },
      200,
    );
  });

  api.openapi(list, async (c) => {
    const rows = await deps.db.inWorkspace(c.get('workspaceId'), ({ paymentConfigs }) =>
      paymentConfigs.list(),
    );
    return c.json({ providers: rows.map(showPaymentProvider), total: rows.length }, 200);
  });
}
