import { createRoute } from '@hono/zod-openapi';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { ApiProblem, notFound } from '../api-problem.ts';
import { auditEntry } from '../caller.ts';
import { changeProvider } from '../change-provider.ts';
import { connectProvider } from '../connect-provider.ts';
import type { ApiDeps } from '../deps.ts';
import { disconnectProvider } from '../disconnect-provider.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { ofProvider, ofWorkspace } from '../schemas/parameters.ts';
import {
  configuredProvider,
  disconnectedProvider,
  paymentProvider,
  paymentProviderList,
  providerChange,
  providerCredentials,
  showPaymentProvider,
} from '../schemas/payment-provider.ts';
import { problem } from '../schemas/problem.ts';
import { setUpWebhook } from '../webhooks/set-up-webhook.ts';
import { webhookState } from '../webhooks/webhook-state.ts';

const tags = ['Payment providers'];
const otherAccount = { 409: json(problem, '`account_mismatch`: another account is connected.') };

const configure = createRoute({
  method: 'post',
  path: workspacePath('/payment-providers/{provider}'),
  tags,
  summary: 'Connect a provider account, or give the connected one a new key',
  description:
    'The key is tried with the provider first, then encrypted. A key of another account is refused. A webhook endpoint ' +
    'is made at the provider; where that fails, `webhook` says why and what to do, and all else is configured.',
  ...needs('owner'),
  request: { params: ofProvider, body: jsonBody(providerCredentials) },
  responses: { 200: json(configuredProvider, 'Connected.'), ...refusals, ...otherAccount },
});

const change = createRoute({
  method: 'patch',
  path: workspacePath('/payment-providers/{provider}'),
  tags,
  summary:
    'Change a connection: its key, the secret of a webhook set up by hand, its budget of reads, whether it is active',
  description:
    'Without downtime: webhooks that are signed with the secret before stay valid for 24 hours. Switched off, its ' +
    'sessions are cancelled and its webhook endpoint is removed.',
  ...needs('owner'),
  request: { params: ofProvider, body: jsonBody(providerChange) },
  responses: { 200: json(paymentProvider, 'Changed.'), ...refusals, ...otherAccount },
});

const disconnect = createRoute({
  method: 'delete',
  path: workspacePath('/payment-providers/{provider}'),
  tags,
  summary:
    'Disconnect a provider account: its webhook endpoint is removed, its key forgotten, its sync cancelled',
  description: 'What was copied stays. The same account can be connected again.',
  ...needs('owner'),
  request: { params: ofProvider },
  responses: { 200: json(disconnectedProvider, 'Disconnected.'), ...refusals },
});

const rotate = createRoute({
  method: 'post',
  path: workspacePath('/payment-providers/{provider}/webhook/rotate'),
  tags,
  summary: 'Exchange the webhook endpoint and its secret without losing an event',
  description:
    'A second endpoint takes over. The present one goes on for 24 hours, in which each event comes twice and is stored ' +
    'once, and is removed then.',
  ...needs('owner'),
  request: { params: ofProvider },
  responses: { 200: json(paymentProvider, 'Exchanged.'), ...refusals },
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
  const stateOf = (row: PaymentConfig) => webhookState(row, deps.providers[row.providerName]);
  const show = async (row: PaymentConfig) =>
    showPaymentProvider(
      row,
      stateOf(row),
      await deps.db.inWorkspace(row.workspaceId, ({ reads }) => reads.meter(row.providerName)),
    );

  api.openapi(configure, async (c) => {
    const { provider } = c.req.valid('param');
    const wanted = c.req.valid('json');
    const row = await connectProvider(deps, c, provider, {
      apiKey: wanted.api_key,
      webhookSecret: wanted.webhook_secret,
      conflictPolicy: wanted.conflict_policy,
      readBudget: wanted.read_budget,
    });
    return c.json(
      {
        message: 'Payment provider configured successfully',
        provider,
        webhook_url: row.webhookUrl ?? '',
        config_id: row.id,
        webhook: stateOf(row),
      },
      200,
    );
  });

  api.openapi(change, async (c) => {
    const row = await changeProvider(deps, c, c.req.valid('param').provider, c.req.valid('json'));
    return c.json(await show(row), 200);
  });

  api.openapi(disconnect, async (c) => {
    const { provider } = c.req.valid('param');
    const { row, left, reason } = await disconnectProvider(deps, c, provider);
    return c.json(
      {
        message: 'Payment provider disconnected',
        provider,
        config_id: row.id,
        webhook_endpoints_left: [...left],
        ...(reason !== null && { reason }),
      },
      200,
    );
  });

  api.openapi(rotate, async (c) => {
    const owner = { workspaceId: c.get('workspaceId'), provider: c.req.valid('param').provider };
    const row = await deps.db.inWorkspace(owner.workspaceId, (ws) => ws.paymentConfigs.get(owner.provider));
    if (row === undefined) throw notFound('payment provider');
    if (!row.isActive) throw new ApiProblem(422, 'provider_not_configured', 'This provider is disconnected.');
    const audit: Parameters<typeof setUpWebhook>[3] = (...entry) => auditEntry(c, ...entry);
    return c.json(await show(await setUpWebhook(deps, owner, row, audit, { rotate: true })), 200);
  });

  api.openapi(list, async (c) => {
    const rows = await deps.db.inWorkspace(c.get('workspaceId'), ({ paymentConfigs }) =>
      paymentConfigs.list(),
    );
    return c.json({ providers: await Promise.all(rows.map(show)), total: rows.length }, 200);
  });
}
